import { createHmac } from 'node:crypto'

import { BOT_SIGNATURE_HEADER, BOT_TURN_HEADER, botAnswer, type BotAnswer } from '#shared/contract/bot-turn'
import type { BotFailure } from '#shared/domain/case'
import type { Clock } from '#shared/lib/clock'
import { readJson } from '#shared/lib/read-json'
import { err, ok, type Result } from '#shared/lib/result'

const MAX_ANSWER_BYTES = 256 * 1024
const TOO_SLOW = 'too slow'

export interface Question {
  readonly turnId: string
  readonly url: string
  readonly timeoutMs: number
  readonly secret: string
  readonly body: string
}

type Outcome = Result<BotAnswer, Exclude<BotFailure, 'removed'>>

/** Asks once. `stop`: the hub ends; what then comes is nobody's answer. */
export async function askEndpoint(
  question: Question,
  clock: Clock,
  send: typeof fetch,
  stop: AbortSignal,
): Promise<Outcome> {
  const limit = new AbortController()
  const giveUp = () => {
    limit.abort()
  }
  stop.addEventListener('abort', giveUp)
  const timer = clock.schedule(question.timeoutMs, () => {
    limit.abort(TOO_SLOW)
  })
  try {
    return await exchange(question, send, limit.signal)
  } catch {
    // fetch tells every failure of the network by throwing; which one it was helps nobody who waits.
    return err(limit.signal.reason === TOO_SLOW ? 'tooSlow' : 'unreachable')
  } finally {
    timer.dispose()
    stop.removeEventListener('abort', giveUp)
  }
}

async function exchange(
  { turnId, url, secret, body }: Question,
  send: typeof fetch,
  signal: AbortSignal,
): Promise<Outcome> {
  const response = await send(url, {
    method: 'POST',
    body,
    signal,
    // The signature is for the endpoint that the administrator named, not for wherever that one points.
    redirect: 'manual',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
      [BOT_TURN_HEADER]: turnId,
      [BOT_SIGNATURE_HEADER]: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  })
  if (!response.ok) {
    await response.body?.cancel()
    return err(response.status >= 500 ? 'unreachable' : 'refused')
  }
  const text = await readLimited(response)
  const answer = text === null ? null : botAnswer.safeParse(parseJson(text))
  if (!answer?.success) return err('wrongAnswer')
  const { turnId: answered = turnId } = answer.data
  return answered.toLowerCase() === turnId ? ok(answer.data) : err('wrongAnswer')
}

/** `null`: more than anybody's answer. */
async function readLimited(response: Response): Promise<string | null> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader()
  if (!reader) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    bytes += value.byteLength
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}

function parseJson(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
