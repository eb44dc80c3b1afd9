import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'
import { FeedError, type Feed, type FeedFailure, type OpenedFile } from './feed'

export type FeedFetch = (url: string, init: RequestInit) => Promise<Response>
/** Logs in at the proxy on the way; `false`: it lets nothing through. */
export type PassProxy = (url: string) => Promise<boolean>

/** A source that says nothing for so long has broken off. */
const SILENCE_MS = 30_000
const PROXY_WANTS_LOGIN = 407
const nobodyLogsIn: PassProxy = () => Promise.resolve(false)

/** Any static web server. `base`: the folder, with or without a slash at its end. */
export function httpFeed(base: string, fetch: FeedFetch, clock: Clock, passProxy: PassProxy = nobodyLogsIn): Feed {
  const folder = base.endsWith('/') ? base : `${base}/`
  const askOnce = async (
    url: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Result<Asked, FeedFailure>> => {
    const patience = new Patience(clock, signal)
    try {
      return ok({ response: await fetch(url, { headers, signal: patience.signal }), patience })
    } catch (error) {
      patience.end()
      return err(failureOf(error))
    }
  }
  const ask = async (
    name: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Result<Asked, FeedFailure>> => {
    const url = new URL(encodeURIComponent(name), folder).href
    const asked = await askOnce(url, headers, signal)
    if (!asked.ok || asked.value.response.status !== PROXY_WANTS_LOGIN) return asked
    // The proxy has kept it. However long the person types, the request after that has the whole patience.
    asked.value.patience.end()
    return (await passProxy(url)) ? askOnce(url, headers, signal) : err(statusFailure(PROXY_WANTS_LOGIN))
  }
  return {
    async readText(name, maxBytes, signal) {
      // What was published a minute ago is asked for, not what a proxy remembers.
      const asked = await ask(name, { 'Cache-Control': 'no-cache' }, signal)
      if (!asked.ok) return asked
      const { response, patience } = asked.value
      try {
        if (response.status !== 200) return err(statusFailure(response.status))
        const parts: Uint8Array[] = []
        let size = 0
        for await (const part of chunksOf(response, patience)) {
          size += part.byteLength
          if (size > maxBytes) return err({ reason: 'tooLarge', detail: `more than ${maxBytes} bytes` })
          parts.push(part)
        }
        return ok(Buffer.concat(parts).toString('utf8'))
      } catch (error) {
        return err(failureOf(error))
      } finally {
        patience.end()
      }
    },
    async open(name, from, signal) {
      const asked = await ask(name, from > 0 ? { Range: `bytes=${from}-` } : {}, signal)
      if (!asked.ok) return asked
      const { response, patience } = asked.value
      const { status } = response
      if (status !== 200 && status !== 206) {
        patience.end()
        return err(statusFailure(status))
      }
      return ok<OpenedFile>({ from: status === 206 ? from : 0, chunks: chunksOf(response, patience) })
    },
  }
}

interface Asked {
  readonly response: Response
  readonly patience: Patience
}

/** Ends a request that the caller gives up, or in which nothing has come for too long. */
class Patience {
  private readonly controller = new AbortController()
  private timer: Disposable
  private readonly give = (): void => {
    this.controller.abort(this.outer.reason)
  }

  constructor(
    private readonly clock: Clock,
    private readonly outer: AbortSignal,
  ) {
    this.timer = this.wait()
    if (outer.aborted) this.give()
    else outer.addEventListener('abort', this.give)
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  renew(): void {
    this.timer.dispose()
    this.timer = this.wait()
  }

  /** Also lets go of a body that nobody reads to its end. */
  end(): void {
    this.timer.dispose()
    this.outer.removeEventListener('abort', this.give)
    this.controller.abort(new Error('read enough'))
  }

  private wait(): Disposable {
    return this.clock.schedule(SILENCE_MS, () => {
      this.controller.abort(new Error('nothing more came'))
    })
  }
}

async function* chunksOf({ body }: Response, patience: Patience): AsyncGenerator<Uint8Array> {
  if (!body) return
  // Node types the parts of a body as anything.
  const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array>
  try {
    for (;;) {
      const read = await reader.read()
      if (read.done) return
      patience.renew()
      yield read.value
    }
  } catch (error) {
    throw new FeedError(failureOf(error))
  } finally {
    patience.end()
  }
}

function statusFailure(status: number): FeedFailure {
  const detail = `HTTP ${status}`
  if (status === PROXY_WANTS_LOGIN) return { reason: 'proxyLogin', detail }
  return { reason: status === 404 || status === 410 ? 'notFound' : status < 500 ? 'refused' : 'unreachable', detail }
}

/** Chromium's names (`net::ERR_CERT_…`) and Node's codes. */
function failureOf(error: unknown): FeedFailure {
  if (error instanceof FeedError) return error.failure
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined
  const detail = `${code ?? ''} ${cause instanceof Error ? cause.message : describeError(error)}`.trim().slice(0, 200)
  return { reason: /CERT|SSL/.test(detail) ? 'certificate' : 'unreachable', detail }
}
