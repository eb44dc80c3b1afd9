import { randomUUID } from 'node:crypto'

import type { ChannelId, MessageId } from '../../../shared/domain/ids'
import { createAvitoChannel, type AvitoChannel, type AvitoTuning } from '../../../hub/channels/avito/index'
import { MemoryHost } from '../../../hub/channels/testing/memory-host'
import { startAvitoSandbox, type AvitoSandbox, type AvitoSandboxOptions } from '../../../sandbox/avito/index'

/** As the product's own figures, only quicker. */
export const quick: Partial<AvitoTuning> = {
  pollMs: 40,
  activePollMs: 20,
  webhookPollMs: 60_000,
  webhookAnswerMs: 1200,
  requestTimeoutMs: 1500,
  settleAfterLossMs: 50,
  settleAfterTimeoutMs: 100,
  mediaRetryMs: [20, 20, 20, 20],
}

export interface Rig {
  readonly sandbox: AvitoSandbox
  readonly host: MemoryHost
  readonly channel: AvitoChannel
  /** A further driver on the same host, as after a restart. */
  restart(tuning?: Partial<AvitoTuning>): AvitoChannel
  stop(): Promise<void>
}

export interface RigOptions extends AvitoSandboxOptions {
  readonly mode?: 'own' | 'partner'
  readonly tuning?: Partial<AvitoTuning>
  readonly secret?: string
  readonly prepare?: (sandbox: AvitoSandbox, host: MemoryHost) => Promise<void>
}

/** Sandbox, host in memory and driver, over real HTTP on loopback. The driver is not started yet. */
export async function makeRig(options: RigOptions = {}): Promise<Rig> {
  const sandbox = await startAvitoSandbox(options)
  const host = new MemoryHost()
  await options.prepare?.(sandbox, host)
  const channels: AvitoChannel[] = []
  const make = (tuning: Partial<AvitoTuning> = {}) => {
    const config = {
      channelId: 'channel-1' as ChannelId,
      mode: options.mode ?? 'own',
      clientId: sandbox.clientId,
      clientSecret: options.secret ?? sandbox.clientSecret,
      apiUrl: sandbox.apiUrl,
      consentUrl: sandbox.consentUrl,
    } as const
    const channel = createAvitoChannel(config, host, { ...quick, ...options.tuning, ...tuning })
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

export function isReceiving(host: MemoryHost): boolean {
  return host.health?.kind === 'receiving'
}

/** What the outgoing queue would give. */
export function aMessageId(): MessageId {
  return randomUUID() as MessageId
}

export interface ConsentVisit {
  /** The consent page as it was read. */
  readonly page: string
  readonly scopes: readonly string[]
  /** Where the browser is sent back to. */
  readonly back: URL
}

/** Consent in the browser, as a person would give it; the way back is not gone yet. */
export async function visitConsentPage(address: string, decision: 'allow' | 'deny'): Promise<ConsentVisit> {
  const page = await (await fetch(address)).text()
  const hidden = [...page.matchAll(/name="(scope|state)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  )
  const answer = await fetch(new URL('/oauth/decide', address), {
    method: 'POST',
    body: new URLSearchParams([...hidden, ['decision', decision]]),
    redirect: 'manual',
  })
  const scopes = (new URL(address).searchParams.get('scope') ?? '').split(',')
  return { page, scopes, back: new URL(answer.headers.get('location') ?? '') }
}

/** What the browser brings back from the consent page. */
export async function giveConsent(address: string, decision: 'allow' | 'deny'): Promise<Record<string, string>> {
  const { back } = await visitConsentPage(address, decision)
  return Object.fromEntries(back.searchParams)
}
