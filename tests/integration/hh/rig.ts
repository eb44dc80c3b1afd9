import { randomUUID } from 'node:crypto'

import { createHhChannel, type HhChannel, type HhTuning } from '../../../hub/channels/hh/index'
import { MemoryHost } from '../../../hub/channels/testing/memory-host'
import { startHhSandbox, type HhSandbox, type HhSandboxOptions } from '../../../sandbox/hh/index'
import type { ResponseIds } from '../../../sandbox/hh/control'
import { demoCandidates } from '../../../sandbox/hh/seed/demo-candidates'
import type { ChannelId, MessageId } from '../../../shared/domain/ids'

export { giveConsent } from '../../lib/hh-consent'

/** As the product's own figures, only quicker. */
export const quick: Partial<HhTuning> = {
  pollMs: 40,
  activePollMs: 30,
  vacancyPollMs: 60,
  recheckMs: 50,
  requestsPerMinute: 60_000,
  requestTimeoutMs: 1500,
  detailRetryMs: [40, 40, 40, 40],
}

/** Nothing is found by looking: what comes, comes by the webhook. */
export const byWebhookOnly: Partial<HhTuning> = {
  ...quick,
  pollMs: 600_000,
  activePollMs: 600_000,
  webhookPollMs: 600_000,
  recheckMs: 600_000,
}

export const anna = demoCandidates.kuznetsova
export const denis = demoCandidates.morozov
export const anton = demoCandidates.lebedev

export interface Rig {
  readonly sandbox: HhSandbox
  readonly host: MemoryHost
  readonly channel: HhChannel
  /** A further driver on the same host, as after a restart. */
  restart(tuning?: Partial<HhTuning>): HhChannel
  stop(): Promise<void>
}

export interface RigOptions extends HhSandboxOptions {
  readonly tuning?: Partial<HhTuning>
  /** Nobody has consented yet. */
  readonly isFresh?: boolean
  readonly prepare?: (sandbox: HhSandbox, host: MemoryHost) => Promise<void>
}

/** Sandbox, host in memory and driver, over real HTTP on loopback. The driver is not started yet. */
export async function makeRig(options: RigOptions = {}): Promise<Rig> {
  const sandbox = await startHhSandbox(options)
  const host = new MemoryHost()
  await sandbox.control.change({ redirectUrl: 'http://127.0.0.1:9/oauth/callback' })
  if (options.isFresh !== true) {
    const tokens = await sandbox.control.grant(sandbox.managerIds[0])
    host.secret = JSON.stringify({ ...tokens, expiresAtMs: Date.now() + 1_209_600_000 })
  }
  await options.prepare?.(sandbox, host)
  const channels: HhChannel[] = []
  const make = (tuning: Partial<HhTuning> = {}) => {
    const config = {
      channelId: 'channel-1' as ChannelId,
      clientId: sandbox.clientId,
      clientSecret: sandbox.clientSecret,
      apiUrl: sandbox.apiUrl,
      consentUrl: `${sandbox.siteUrl}/oauth/authorize`,
      contactEmail: 'admin@romashka.example',
    }
    const channel = createHhChannel(config, host, { ...quick, ...options.tuning, ...tuning })
    channels.push(channel)
    return channel
  }
  return {
    sandbox,
    host,
    channel: make(),
    restart: make,
    async stop() {
      for (const channel of channels) channel.dispose()
      await sandbox.stop()
    },
  }
}

export interface RespondedRig extends Rig {
  readonly response: ResponseIds
}

/** A candidate has responded with a letter, and the channel has both the response and the conversation. */
export async function makeResponded(options: RigOptions = {}, letter = 'Здравствуйте!'): Promise<RespondedRig> {
  const rig = await makeRig(options)
  const response = await rig.sandbox.control.candidateResponds({ vacancy: 'Курьер', candidate: anna, letter })
  rig.channel.start()
  await rig.host.until(() => has(rig.host, response.chatId, letter) && responseOf(rig.host, response.chatId) !== null)
  return { ...rig, response }
}

export function aMessageId(): MessageId {
  return randomUUID() as MessageId
}

export function aText(chatExternalId: string, text: string) {
  return { id: aMessageId(), chatExternalId, content: { kind: 'text', text } } as const
}

export function textsOf(host: MemoryHost, chatId: string): string[] {
  return host.messagesOf(chatId).flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []))
}

export function has(host: MemoryHost, chatId: string, text: string): boolean {
  return textsOf(host, chatId).includes(text)
}

export function responseOf(host: MemoryHost, chatId: string) {
  return host.chats.get(chatId)?.response ?? null
}

export function isReceiving(host: MemoryHost): boolean {
  return host.health?.kind === 'receiving'
}
