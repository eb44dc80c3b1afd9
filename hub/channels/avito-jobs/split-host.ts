import { z } from 'zod'

import type { ChannelHealth } from '#shared/domain/channel'

import { parseJson } from '../platform/http/parse'
import type { ChannelHost } from '../channel'

/** The two halves of the channel: each has its own memory and says for itself how it is doing. */
export type Half = 'messages' | 'responses'

const bothStates = z.object({
  messages: z.string().nullable().default(null),
  responses: z.string().nullable().default(null),
})

/** Worst first: the channel as a whole is doing as its worse half. */
const WORST_FIRST: readonly ChannelHealth['kind'][] = [
  'needsAuthorisation',
  'refused',
  'unreachable',
  'limited',
  'superseded',
  'connecting',
  'receiving',
]

/** Lends one host to two drivers that share a channel. */
export function splitHost(host: ChannelHost): Readonly<Record<Half, ChannelHost>> {
  const states = new SharedState(host)
  const health: Record<Half, ChannelHealth> = { messages: { kind: 'connecting' }, responses: { kind: 'connecting' } }
  const delivery: Record<Half, 'webhook' | 'polling'> = { messages: 'polling', responses: 'polling' }
  const half = (name: Half): ChannelHost => ({
    ...delegate(host),
    loadState: () => states.load(name),
    saveState: (value) => states.save(name, value),
    setHealth: (value) => {
      health[name] = value
      host.setHealth(worse(health.messages, health.responses))
    },
    setDelivery: (value) => {
      delivery[name] = value
      host.setDelivery(delivery.messages === 'webhook' && delivery.responses === 'webhook' ? 'webhook' : 'polling')
    },
  })
  return { messages: half('messages'), responses: half('responses') }
}

/** Hosts may be class instances, whose methods do not survive a spread. */
function delegate(host: ChannelHost): ChannelHost {
  return {
    clock: host.clock,
    logger: host.logger,
    exchange: host.exchange,
    loadSecret: () => host.loadSecret(),
    saveSecret: (value) => host.saveSecret(value),
    loadState: () => host.loadState(),
    saveState: (value) => host.saveState(value),
    ingest: (batch) => host.ingest(batch),
    ownsChat: (chat) => host.ownsChat(chat),
    typingSeen: (chatExternalId) => {
      host.typingSeen(chatExternalId)
    },
    responseOf: (chatExternalId) => host.responseOf(chatExternalId),
    unknownMessages: (chatExternalId, externalIds) => host.unknownMessages(chatExternalId, externalIds),
    setHealth: (health) => {
      host.setHealth(health)
    },
    setAccount: (account) => host.setAccount(account),
    setDelivery: (delivery) => {
      host.setDelivery(delivery)
    },
    webhookUrl: () => host.webhookUrl(),
    saveFile: (bytes, mimeType, name) => host.saveFile(bytes, mimeType, name),
    readFile: (id) => host.readFile(id),
  }
}

class SharedState {
  private loaded: Promise<z.output<typeof bothStates>> | null = null
  private saving: Promise<void> = Promise.resolve()

  constructor(private readonly host: ChannelHost) {}

  async load(half: Half): Promise<string | null> {
    return (await this.both())[half]
  }

  async save(half: Half, value: string): Promise<void> {
    const both = await this.both()
    both[half] = value
    // One after the other, each with all that is known then: the last one is whole.
    const next = this.saving.then(() => this.host.saveState(JSON.stringify(both)))
    this.saving = next.catch((error: unknown) => {
      this.host.logger.warn('The state of a channel was not saved', {
        error: error instanceof Error ? error.name : 'unknown',
      })
    })
    await next
  }

  private both(): Promise<z.output<typeof bothStates>> {
    this.loaded ??= this.host.loadState().then((text) => {
      const parsed = bothStates.safeParse(text === null ? {} : parseJson(text))
      return parsed.success ? parsed.data : bothStates.parse({})
    })
    return this.loaded
  }
}

function worse(one: ChannelHealth, other: ChannelHealth): ChannelHealth {
  if (one.kind === 'receiving' && other.kind === 'receiving') {
    const times = [one.lastEventAtMs, other.lastEventAtMs].filter((atMs) => atMs !== null)
    return { kind: 'receiving', lastEventAtMs: times.length > 0 ? Math.max(...times) : null }
  }
  return WORST_FIRST.indexOf(one.kind) <= WORST_FIRST.indexOf(other.kind) ? one : other
}
