import { validate as isUuid } from 'uuid'

import type { CallId, ChannelId, FileId, MessageId } from '#shared/domain/ids'
import type { SendFailure } from '#shared/domain/delivery'
import type { SiteLink, SiteSettings } from '#shared/domain/site-chat'

import type { NewId } from '../../ids'
import { fileById } from '../../store/files'
import {
  conversationById,
  insertConversation,
  insertSiteMessage,
  markSeen,
  markTold,
  setLeft,
  siteMessageById,
  untoldMessages,
  updateSiteMessage,
  type SiteConversation,
  type SiteMessage,
  type UntoldMessage,
} from '../../store/site-messages'
import {
  insertKey,
  insertVisitor,
  liveLinks,
  putSiteSettings,
  revokeLink,
  siteSettingsOf,
  updateVisitor,
  visitorById,
  type SiteVisitor,
} from '../../store/site-people'
import type { SiteContent } from '../../store/site-schema'
import type { Store, Write } from '../../store/store'
import { SITE_IMAGE_TYPES } from '#shared/domain/site-chat'
import type { SiteEvents } from './site-events'
import { hashOfKey, newKey } from './site-keys'

const DAY_MS = 24 * 3_600_000

export interface CompanyMessage {
  readonly id: MessageId
  readonly conversationId: string
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'image'; readonly fileId: FileId }
    | { readonly kind: 'file'; readonly fileId: FileId; readonly name: string }
}

export type PutResult =
  { readonly kind: 'there'; readonly message: SiteMessage } | { readonly kind: 'refused'; readonly reason: SendFailure }

export interface Begun {
  readonly visitor: SiteVisitor
  readonly conversation: SiteConversation
}

/** The company's hand in the site chat. What it answers is durable and is what the visitors see from then on. */
export class CompanyBook {
  constructor(
    private readonly store: Store,
    private readonly newId: NewId,
    readonly events: SiteEvents,
  ) {}

  settings(channelId: ChannelId): Promise<SiteSettings | null> {
    return this.store.read((view) => siteSettingsOf(view, channelId))
  }

  saveSettings(channelId: ChannelId, settings: SiteSettings): Promise<void> {
    return this.store.write((tx) => putSiteSettings(tx, channelId, settings))
  }

  /** Once for one id, however often it is asked. */
  async put(message: CompanyMessage): Promise<PutResult> {
    const done = await this.store.write(async (tx): Promise<{ result: PutResult; visitorId: string | null }> => {
      const known = await siteMessageById(tx, message.id)
      if (known) return { result: { kind: 'there', message: known }, visitorId: null }
      const conversation = await conversationById(tx, message.conversationId)
      if (!conversation) return refused('chatGone')
      if (conversation.isLeft) return refused('chatReadOnly')
      if ((await visitorById(tx, conversation.visitorId))?.isBlocked) return refused('clientBlocked')
      const content = await contentOf(tx, message.content)
      if (!content) return refused('fileMissing')
      const { channelId, visitorId } = conversation
      const row = await insertSiteMessage(tx, {
        id: message.id,
        conversationId: conversation.id,
        channelId,
        direction: 'out',
        content,
        version: 0,
      })
      return { result: { kind: 'there', message: row }, visitorId }
    })
    if (done.visitorId !== null) this.show(done.visitorId, message.conversationId, [message.id])
    return done.result
  }

  /**
   * In the transaction that records the call (spec K7). `null`: the conversation is none of the book's. `unseen`: the
   * visitor would not see it.
   */
  async leaveMissedCall(
    tx: Write,
    { channelId, externalId }: { readonly channelId: ChannelId; readonly externalId: string },
    { callId, note }: { readonly callId: CallId; readonly note: string | null },
  ): Promise<SiteMessage | 'unseen' | null> {
    const conversation = isUuid(externalId) ? await conversationById(tx, externalId) : null
    if (conversation?.channelId !== channelId) return null
    if (conversation.isLeft || (await visitorById(tx, conversation.visitorId))?.isBlocked) return 'unseen'
    const row = await insertSiteMessage(tx, {
      id: callId,
      conversationId: conversation.id,
      channelId,
      direction: 'out',
      content: { kind: 'missedCall', note },
      version: 0,
    })
    tx.whenDurable(() => {
      this.show(conversation.visitorId, conversation.id, [row.id])
    })
    return row
  }

  async showAgain({ id, conversationId }: SiteMessage): Promise<void> {
    const conversation = await this.conversation(conversationId)
    if (conversation) this.show(conversation.visitorId, conversationId, [id])
  }

  find(messageId: string): Promise<SiteMessage | null> {
    return this.store.read((view) => siteMessageById(view, messageId))
  }

  conversation(id: string): Promise<SiteConversation | null> {
    return this.store.read((view) => conversationById(view, id))
  }

  /** Where the text is already this one, or the message was taken back, nothing changes. */
  edit(messageId: string, text: string): Promise<boolean> {
    return this.revise(messageId, async (tx, message) => {
      if (message.content?.kind !== 'text') return false
      if (message.content.text !== text)
        await updateSiteMessage(tx, message.id, { content: { kind: 'text', text }, editedAtMs: tx.nowMs })
      return true
    })
  }

  /** Neither what it said nor that it was there remains. */
  takeBack(messageId: string): Promise<boolean> {
    return this.revise(messageId, async (tx, message) => {
      if (message.content) await updateSiteMessage(tx, message.id, { content: null })
      return true
    })
  }

  /** The company has seen all that the visitor wrote. */
  async markRead(conversationId: string): Promise<void> {
    const seen = await this.store.write(async (tx) => {
      const conversation = await conversationById(tx, conversationId)
      return conversation && { conversation, ids: await markSeen(tx, conversationId, 'in', null) }
    })
    if (seen && seen.ids.length > 0) this.show(seen.conversation.visitorId, conversationId, seen.ids)
  }

  async setBlocked(visitorId: string, conversationId: string, isBlocked: boolean): Promise<void> {
    await this.store.write((tx) => updateVisitor(tx, visitorId, { isBlocked }))
    this.show(visitorId, conversationId, [])
  }

  async leave(conversationId: string): Promise<boolean> {
    const conversation = await this.store.write(async (tx) => {
      const found = await conversationById(tx, conversationId)
      if (found && !found.isLeft) await setLeft(tx, conversationId)
      return found
    })
    if (conversation) this.show(conversation.visitorId, conversationId, [])
    return conversation !== null
  }

  /** A person who is not in the chat yet, with a conversation to write in. */
  begin(channelId: ChannelId, name: string, title: string | null, email: string | null = null): Promise<Begun> {
    return this.store.write((tx) => this.addPerson(tx, channelId, name, title, email))
  }

  /** Where the visitor hears of answers. */
  setEmail(visitorId: string, email: string): Promise<void> {
    return this.store.write((tx) => updateVisitor(tx, visitorId, { email }))
  }

  /** With its first message. Asked again with the same message it stays one conversation. */
  async beginWith(channelId: ChannelId, name: string, message: Pick<CompanyMessage, 'id'> & { readonly text: string }) {
    return this.store.write(async (tx) => {
      const known = await siteMessageById(tx, message.id)
      if (known) {
        const conversation = await conversationById(tx, known.conversationId)
        const visitor = conversation && (await visitorById(tx, conversation.visitorId))
        if (!conversation || !visitor) throw new Error('A message without its conversation.')
        return { visitor, conversation, message: known }
      }
      const begun = await this.addPerson(tx, channelId, name, null, null)
      const row = await insertSiteMessage(tx, {
        id: message.id,
        conversationId: begun.conversation.id,
        channelId,
        direction: 'out',
        content: { kind: 'text', text: message.text },
        version: 0,
      })
      return { ...begun, message: row }
    })
  }

  async makeLink(
    channelId: ChannelId,
    visitor: Pick<SiteVisitor, 'id' | 'name'>,
    validForDays: number | null,
  ): Promise<{ readonly link: SiteLink; readonly key: string }> {
    const key = newKey()
    const id = this.newId()
    return this.store.write(async (tx) => {
      const expiresAtMs = validForDays === null ? null : tx.nowMs + validForDays * DAY_MS
      await insertKey(tx, { id, visitorId: visitor.id, channelId, hash: hashOfKey(key), kind: 'link', expiresAtMs })
      return { key, link: { id, name: visitor.name, createdAtMs: tx.nowMs, expiresAtMs, lastUsedAtMs: null } }
    })
  }

  links(channelId: ChannelId, nowMs: number): Promise<readonly SiteLink[]> {
    return this.store.read((view) => liveLinks(view, channelId, nowMs))
  }

  async revoke(channelId: ChannelId, linkId: string): Promise<boolean> {
    const isRevoked = await this.store.write((tx) => revokeLink(tx, channelId, linkId))
    if (isRevoked) this.events.shut.emit({ keyId: linkId })
    return isRevoked
  }

  visitor(id: string): Promise<SiteVisitor | null> {
    return this.store.read((view) => visitorById(view, id))
  }

  untold(channelId: ChannelId, limit: number): Promise<readonly UntoldMessage[]> {
    return this.store.read((view) => untoldMessages(view, channelId, limit))
  }

  told(messages: readonly SiteMessage[]): Promise<void> {
    return this.store.write((tx) => markTold(tx, messages))
  }

  private async addPerson(
    tx: Write,
    channelId: ChannelId,
    name: string,
    title: string | null,
    email: string | null,
  ): Promise<Begun> {
    const visitor = await insertVisitor(tx, { id: this.newId(), channelId, name, email })
    const conversation = await insertConversation(tx, { id: this.newId(), visitorId: visitor.id, channelId, title })
    return { visitor, conversation }
  }

  private async revise(
    messageId: string,
    work: (tx: Write, message: SiteMessage) => Promise<boolean>,
  ): Promise<boolean> {
    const done = await this.store.write(async (tx) => {
      const message = await siteMessageById(tx, messageId)
      const conversation = message && (await conversationById(tx, message.conversationId))
      if (!message || !conversation || message.direction !== 'out' || !(await work(tx, message))) return null
      return conversation
    })
    if (done) this.show(done.visitorId, done.id, [messageId])
    return done !== null
  }

  private show(visitorId: string, conversationId: string, messageIds: readonly string[]): void {
    this.events.shown.emit({ visitorId, conversationId, messageIds })
  }
}

function refused(reason: SendFailure) {
  return { result: { kind: 'refused', reason } as const, visitorId: null }
}

async function contentOf(tx: Write, content: CompanyMessage['content']): Promise<SiteContent | null> {
  if (content.kind === 'text') return content
  return fileContent(tx, content.fileId, content.kind === 'file' ? content.name : null)
}

/** A picture where browsers show it by itself, else a file to be saved. */
export async function fileContent(tx: Write, fileId: FileId, wishedName: string | null): Promise<SiteContent | null> {
  const file = await fileById(tx, fileId)
  if (!file) return null
  const { bytes, width, height, mimeType } = file
  const name = wishedName ?? file.name ?? 'file'
  return isShownImage(mimeType) && width !== null
    ? { kind: 'image', fileId, width, height, bytes, name }
    : { kind: 'file', fileId, name, mimeType, bytes }
}

export function isShownImage(mimeType: string): boolean {
  return SITE_IMAGE_TYPES.some((type) => type === mimeType)
}
