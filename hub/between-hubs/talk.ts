import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { readJson } from '#shared/lib/read-json'

import type { SecretBox } from '../secrets/secret-box'
import type { Store } from '../store/store'
import { PartsReader, toParts } from './parts'

const ID_BYTES = 8

const words = z.object({ from: z.string(), topic: z.string(), body: z.unknown() })

export interface TalkDependencies {
  readonly store: Pick<Store, 'isShared' | 'said' | 'say'>
  /** Only a hub with the key of the channels' tokens is believed, and nobody else on the database understands. */
  readonly secrets: SecretBox
  readonly logger: Logger
}

/**
 * What hubs on one database tell each other beside it (docs/adr/0043): each tells all others, nothing is kept, and what
 * is said while a connection is away is not heard. Nothing that must not be lost goes this way.
 */
export class HubTalk {
  private readonly me = randomBytes(ID_BYTES).toString('hex')
  private readonly listeners = new Map<string, (body: unknown, from: string) => void>()
  private readonly reader = new PartsReader()
  private readonly hearing: Disposable | null
  private counter = 0

  constructor(private readonly deps: TalkDependencies) {
    this.hearing = deps.store.isShared
      ? deps.store.said.on((notice) => {
          this.hear(notice)
        })
      : null
  }

  /** Is anybody there who could hear? */
  get isOpen(): boolean {
    return this.hearing !== null
  }

  say(topic: string, body: unknown): void {
    if (!this.hearing) return
    this.counter += 1
    const sealed = this.deps.secrets.seal(JSON.stringify({ from: this.me, topic, body }))
    this.deps.store.say(toParts(`${this.me}${String(this.counter)}`, sealed))
  }

  /** One listener for a topic; what does not parse comes from a hub of another version and is passed over. */
  on<T>(topic: string, schema: z.ZodType<T>, listener: (body: T, from: string) => void): void {
    this.listeners.set(topic, (body, from) => {
      const parsed = schema.safeParse(body)
      if (parsed.success) listener(parsed.data, from)
      else this.deps.logger.warn('another hub’s word was not understood', { topic })
    })
  }

  dispose(): void {
    this.hearing?.dispose()
  }

  private hear(notice: string): void {
    const sealed = this.reader.read(notice)
    if (sealed === null) return
    const text = this.deps.secrets.open(sealed)
    if (text === null) {
      this.deps.logger.warn('a word was heard that no hub with our key has said')
      return
    }
    try {
      const { from, topic, body } = words.parse(readJson(text))
      if (from !== this.me) this.listeners.get(topic)?.(body, from)
    } catch (error) {
      this.deps.logger.error('another hub’s word was not taken', { cause: describeError(error) })
    }
  }
}
