import { fork } from 'node:child_process'
import { z } from 'zod'

export interface AnsweringChild<Question extends object> {
  ask(question: Question): Promise<unknown>
  stop(): void
}

/** Longer than anything that is asked for takes on a busy machine. */
const ANSWER_LIMIT_MS = 60_000
const TAIL_CHARACTERS = 1_500

const reply = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() })

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * A program of its own that answers questions. One that dies or falls silent is an error with its last words, and not
 * a benchmark that waits for ever.
 */
export function startAnsweringChild<Question extends object>(
  file: string,
  answerLimitMs: number = ANSWER_LIMIT_MS,
): AnsweringChild<Question> {
  const child = fork(file, [], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let tail = ''
  let ended: string | null = null
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-TAIL_CHARACTERS)
    })
  const failure = (what: string): Error => new Error(`${file} ${what}. Its last words: ${tail.trim() || '(none)'}`)
  const fail = (what: string): void => {
    ended ??= what
    for (const { reject } of waiting.values()) reject(failure(what))
    waiting.clear()
  }
  child.on('message', (raw) => {
    const { id, value, error } = reply.parse(raw)
    const asker = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asker?.resolve(value)
    else asker?.reject(failure(`could not answer: ${error}`))
  })
  child.on('error', (error) => {
    fail(`failed: ${error.message}`)
  })
  // Unlike `exit` it comes after the last output.
  child.on('close', (code, signal) => {
    fail(`ended with ${signal ?? `code ${String(code)}`}`)
  })
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended !== null) {
          reject(failure(ended))
          return
        }
        const id = nextId++
        const limit = setTimeout(() => {
          waiting.delete(id)
          reject(failure(`gave no answer to ${JSON.stringify(question).slice(0, 80)} in ${answerLimitMs} ms`))
        }, answerLimitMs)
        const settle = (): void => {
          clearTimeout(limit)
        }
        waiting.set(id, {
          resolve: (value) => {
            settle()
            resolve(value)
          },
          reject: (error) => {
            settle()
            reject(error)
          },
        })
        child.send({ ...question, id })
      }),
    stop() {
      child.kill()
    },
  }
}
