import { randomBytes, randomUUID } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'
import { Emitter } from '#shared/lib/emitter'

import { drawScene, sceneNames, type SceneName } from '../lib/scenes'
import { notFound } from './api-error'
import type {
  ChatType,
  ImageSizes,
  SandboxChat,
  SandboxImage,
  SandboxItem,
  SandboxMessage,
  SandboxUser,
  SandboxVoice,
  WireType,
} from './model'

const SIZES = ['32x32', '140x105', '640x480', '1280x960'] as const
const SCENE_PIXELS: Readonly<Record<string, readonly [number, number]>> = {
  '32x32': [32, 32],
  '140x105': [140, 105],
  '640x480': [640, 480],
  '1280x960': [640, 480],
}
export const VOICE_LINK_LIFE_MS = 3_600_000

export interface MessageEvent {
  readonly chat: SandboxChat
  readonly message: SandboxMessage
}

export interface NewMessage {
  readonly authorId: number
  readonly type: WireType
  readonly content: Readonly<Record<string, unknown>>
  readonly createdAtMs?: number
  readonly quote?: SandboxMessage | null
  readonly isRead?: boolean
  readonly readAtMs?: number | null
}

export interface BlacklistEntry {
  readonly userId: number
  readonly itemId: number | null
  readonly reasonId: number
}

/** Chats, files and marks of the one account. Knows nothing of HTTP. */
export class World {
  readonly messageAdded = new Emitter<MessageEvent>((error) => {
    throw error
  })
  readonly blacklist: BlacklistEntry[] = []
  baseUrl = ''
  private readonly chats = new Map<string, SandboxChat>()
  private readonly images = new Map<string, SandboxImage>()
  private readonly scenes = new Map<string, SceneName>()
  private readonly voices = new Map<string, SandboxVoice>()
  private readonly voiceLinks = new Map<string, { voiceId: string; expiresAtMs: number }>()
  private nextId = 1000

  constructor(
    readonly clock: Clock,
    readonly account: SandboxUser,
  ) {}

  newNumber(): number {
    this.nextId += 1
    return 7_770_000 + this.nextId
  }

  chatsByUpdate(): SandboxChat[] {
    return [...this.chats.values()].sort((a, b) => b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? -1 : 1))
  }

  chat(id: string): SandboxChat {
    const found = this.chats.get(id)
    if (!found) throw notFound('Chat')
    return found
  }

  addChat(options: {
    client: SandboxUser
    item: SandboxItem | null
    type?: ChatType
    createdAtMs?: number
  }): SandboxChat {
    const createdAtMs = options.createdAtMs ?? this.clock.now()
    const type = options.type ?? (options.item ? 'u2i' : 'u2u')
    const id = `${type}-${randomBytes(12).toString('base64url')}~1`
    const chat: SandboxChat = {
      id,
      type,
      client: options.client,
      item: options.item,
      createdAtMs,
      updatedAtMs: createdAtMs,
      messages: [],
    }
    this.chats.set(id, chat)
    return chat
  }

  deleteChat(id: string): void {
    if (!this.chats.delete(id)) throw notFound('Chat')
  }

  addMessage(chat: SandboxChat, message: NewMessage, options: { isSilent?: boolean } = {}): SandboxMessage {
    const direction = message.authorId === this.account.id ? 'out' : 'in'
    const added: SandboxMessage = {
      id: randomUUID().replaceAll('-', ''),
      authorId: message.authorId,
      createdAtMs: message.createdAtMs ?? this.clock.now(),
      direction,
      type: message.type,
      content: message.content,
      isRead: message.isRead ?? direction === 'out',
      readAtMs: message.readAtMs ?? null,
      quote: message.quote ?? null,
    }
    chat.messages.push(added)
    chat.updatedAtMs = Math.max(chat.updatedAtMs, added.createdAtMs)
    if (!options.isSilent) this.messageAdded.emit({ chat, message: added })
    return added
  }

  message(chat: SandboxChat, id: string): SandboxMessage {
    const found = chat.messages.find((message) => message.id === id)
    if (!found) throw notFound('Message')
    return found
  }

  eraseMessage(chat: SandboxChat, message: SandboxMessage): void {
    message.type = 'deleted'
    message.content = {}
    chat.updatedAtMs = this.clock.now()
    this.messageAdded.emit({ chat, message })
  }

  readByAccount(chat: SandboxChat): void {
    for (const message of chat.messages) message.isRead = true
  }

  readByClient(chat: SandboxChat): void {
    const now = this.clock.now()
    for (const message of chat.messages) if (message.direction === 'out') message.readAtMs ??= now
  }

  isBlacklisted(userId: number): boolean {
    return this.blacklist.some((entry) => entry.userId === userId)
  }

  addImage(bytes: Uint8Array, mimeType: string): string {
    const id = `img-${randomBytes(9).toString('base64url')}`
    this.images.set(id, { id, bytes, mimeType })
    return id
  }

  addScene(name: SceneName): string {
    const id = `img-${randomBytes(9).toString('base64url')}`
    this.scenes.set(id, name)
    return id
  }

  imageSizes(id: string): ImageSizes | null {
    if (!this.images.has(id) && !this.scenes.has(id)) return null
    return Object.fromEntries(SIZES.map((size) => [size, `${this.baseUrl}/files/images/${id}/${size}`]))
  }

  imageFile(id: string, size: string): { bytes: Uint8Array; mimeType: string } | null {
    const scene = this.scenes.get(id)
    const pixels = SCENE_PIXELS[size]
    if (scene && pixels) return { bytes: drawScene(scene, pixels[0], pixels[1]), mimeType: 'image/png' }
    return this.images.get(id) ?? null
  }

  isScene(name: string): name is SceneName {
    return sceneNames.some((known) => known === name)
  }

  addVoice(bytes: Uint8Array, mimeType: string): string {
    const id = randomUUID()
    this.voices.set(id, { id, bytes, mimeType })
    return id
  }

  /** A fresh link, valid for an hour of the sandbox's own time. */
  voiceLink(voiceId: string): string | null {
    if (!this.voices.has(voiceId)) return null
    const key = randomBytes(12).toString('base64url')
    this.voiceLinks.set(key, { voiceId, expiresAtMs: this.clock.now() + VOICE_LINK_LIFE_MS })
    return `${this.baseUrl}/files/voices/${key}`
  }

  voiceFile(key: string): SandboxVoice | 'expired' | null {
    const link = this.voiceLinks.get(key)
    if (!link) return null
    if (link.expiresAtMs <= this.clock.now()) return 'expired'
    return this.voices.get(link.voiceId) ?? null
  }

  expireVoiceLinks(): void {
    for (const link of this.voiceLinks.values()) link.expiresAtMs = this.clock.now()
  }

  forgetVoices(): void {
    this.voices.clear()
  }
}
