import { app, type Certificate } from 'electron'

import { sleep, systemClock, type Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { askFromWindow } from '../windows/open-window'
import { chooseCertificate } from './choose-certificate'

export interface ClientCertificatesOptions {
  /** The company's rule (`network.clientCertificate`). */
  readonly issuer: () => string | undefined
  /** `host:port` of the servers that may be shown a certificate at all. */
  readonly mayAsk: (host: string) => boolean
  readonly chosenFor: (host: string) => string | null
  readonly keep: (host: string, fingerprint: string) => void
  /** Asks the person; `null`: none of them. */
  readonly ask: (host: string, among: readonly Certificate[]) => Promise<Certificate | null>
  readonly clock: Clock
  readonly logger: Logger
}

/** Servers of ours that main is asking just now. */
const knocking = new Map<string, Promise<void>>()
const KNOCK_WITHIN_MS = 300_000

/** Who one is for servers that want to see a certificate: of the system's store, never without a word for it. */
export function answerCertificateRequests(options: ClientCertificatesOptions): void {
  app.on('select-client-certificate', (event, _contents, host, offered, answer) => {
    event.preventDefault()
    const give = (certificate: Certificate | null): void => {
      if (certificate) answer(certificate)
      else answer()
    }
    if (!knocking.has(host) && !options.mayAsk(host)) {
      give(null)
      return
    }
    void choose(options, host, offered).then(give)
  })
}

async function choose(
  { issuer, chosenFor, keep, ask, clock, logger }: ClientCertificatesOptions,
  host: string,
  offered: readonly Certificate[],
): Promise<Certificate | null> {
  const choice = chooseCertificate(offered, { issuer: issuer(), chosen: chosenFor(host), nowMs: clock.now() })
  logger.info('a server asks for a certificate', { offered: offered.length, choice: choice.kind })
  if (choice.kind === 'none') return null
  if (choice.kind === 'given') return choice.certificate
  const answer = await ask(host, choice.among)
  if (answer) keep(host, answer.fingerprint)
  return answer
}

/**
 * Asks a server once from a window, which alone makes Chromium look for a certificate; what was chosen then holds for
 * main's requests and all sockets until Otklik ends.
 */
export function knock(url: string): Promise<void> {
  const { origin, hostname, port } = new URL(url)
  const host = `${hostname}:${port === '' ? '443' : port}`
  const running = knocking.get(host)
  if (running) return running
  const begun = askFromWindow(new URL('/api/hub', origin), sleep(systemClock, KNOCK_WITHIN_MS)).finally(() =>
    knocking.delete(host),
  )
  knocking.set(host, begun)
  return begun
}
