import { request as send, type Dispatcher } from 'undici'

import type { ExchangeAnswer, ExchangeRequest } from './exchange'

const MOST_REDIRECTS = 20
const FORM = 'application/x-www-form-urlencoded;charset=UTF-8'
const TEXT = 'text/plain;charset=UTF-8'
/** As `fetch` sends them; nothing here unpacks an answer. */
const ALWAYS = { accept: '*/*', 'user-agent': 'otklik', 'accept-encoding': 'identity' }

type WireBody = NonNullable<Dispatcher.DispatchOptions['body']> | null

/** `dispatcher`: the connections to go by; those of the process unless told. */
export async function undiciExchange(asked: ExchangeRequest, dispatcher?: Dispatcher): Promise<ExchangeAnswer> {
  const { type, body } = wireBody(asked.body)
  const answer = await send(asked.url, {
    method: asked.method as Dispatcher.HttpMethod,
    headers: { ...ALWAYS, ...(type === null ? {} : { 'content-type': type }), ...lowerCased(asked.headers) },
    body,
    maxRedirections: asked.followsRedirects ? MOST_REDIRECTS : 0,
    signal: asked.signal,
    ...(dispatcher ? { dispatcher } : {}),
  })
  return {
    status: answer.statusCode,
    headers: headersOf(answer.headers),
    bytes: await readAtMost(answer.body, asked.maxBytes),
  }
}

/** `FormData` brings a type of its own. */
function wireBody(body: ExchangeRequest['body']): { type: string | null; body: WireBody } {
  if (body === undefined) return { type: null, body: null }
  if (body instanceof URLSearchParams) return { type: FORM, body: body.toString() }
  // The same by the standard; the browser's types and the library's are of two versions.
  const sent: unknown = body
  return { type: typeof body === 'string' ? TEXT : null, body: sent as WireBody }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function headersOf(from: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(from))
    for (const value of [values].flat()) headers.append(name, value)
  return headers
}

async function readAtMost(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > maxBytes) throw new Error(`The answer is larger than ${String(maxBytes)} bytes`)
    parts.push(part)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
