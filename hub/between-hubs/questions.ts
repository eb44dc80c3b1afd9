import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { HubTalk } from './talk'

/** By then a hub has said that it is at it. */
const TAKEN_WITHIN_MS = 3_000
/** Longer than a driver's request takes. */
const ANSWERED_WITHIN_MS = 60_000

/** No hub answered: none works for the channel at this moment, or the one that does has just gone. */
export class NoAnswerError extends Error {
  constructor(
    readonly question: string,
    /** A hub began with it: it may have been done. */
    readonly wasTaken: boolean,
  ) {
    super(`No other hub answered “${question}”. Ask again in some seconds.`)
    this.name = 'NoAnswerError'
  }
}

export interface QuestionDependencies {
  readonly talk: HubTalk
  readonly clock: Clock
  readonly logger: Logger
}

interface Waiting {
  readonly question: string
  timer: Disposable
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

const asked = z.object({ id: z.string(), question: z.string(), body: z.unknown() })
const taken = z.object({ id: z.string() })
const answered = z.object({ id: z.string(), answer: z.unknown(), hasFailed: z.boolean() })

/** Questions to whichever hub knows; one that must not be done twice is none of them. */
export class Questions {
  private readonly waiting = new Map<string, Waiting>()
  private readonly takers = new Map<string, (body: unknown) => Promise<unknown> | null>()

  constructor(private readonly deps: QuestionDependencies) {
    const { talk } = deps
    talk.on('asked', asked, ({ id, question, body }) => {
      const work = this.takers.get(question)?.(body)
      if (!work) return
      talk.say('taken', { id })
      work.then(
        (answer) => {
          talk.say('answered', { id, answer: answer ?? null, hasFailed: false })
        },
        (error: unknown) => {
          deps.logger.error('another hub’s question could not be answered', { question, cause: describeError(error) })
          talk.say('answered', { id, answer: null, hasFailed: true })
        },
      )
    })
    talk.on('taken', taken, ({ id }) => {
      const waiting = this.waiting.get(id)
      if (!waiting) return
      waiting.timer.dispose()
      waiting.timer = this.giveUpIn(ANSWERED_WITHIN_MS, id, true)
    })
    talk.on('answered', answered, ({ id, answer, hasFailed }) => {
      if (hasFailed)
        this.conclude(id, ({ question, reject }) => {
          reject(new NoAnswerError(question, true))
        })
      else
        this.conclude(id, ({ resolve }) => {
          resolve(answer)
        })
    })
  }

  /** Rejects with `NoAnswerError`. */
  async ask<T>(question: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
    const { talk } = this.deps
    if (!talk.isOpen) throw new NoAnswerError(question, false)
    const id = randomUUID()
    const heard = await new Promise<unknown>((resolve, reject) => {
      const timer = this.giveUpIn(TAKEN_WITHIN_MS, id, false)
      this.waiting.set(id, { question, timer, resolve, reject })
      talk.say('asked', { id, question, body })
    })
    return answer.parse(heard)
  }

  /** `answer` says `null` at once where the question is another hub's. */
  on<T>(question: string, schema: z.ZodType<T>, answer: (body: T) => Promise<unknown> | null): void {
    this.takers.set(question, (body) => answer(schema.parse(body)))
  }

  stop(): void {
    for (const id of [...this.waiting.keys()])
      this.conclude(id, ({ question, reject }) => {
        reject(new NoAnswerError(question, false))
      })
  }

  private giveUpIn(ms: number, id: string, wasTaken: boolean): Disposable {
    return this.deps.clock.schedule(ms, () => {
      this.conclude(id, ({ question, reject }) => {
        reject(new NoAnswerError(question, wasTaken))
      })
    })
  }

  private conclude(id: string, end: (waiting: Waiting) => void): void {
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    if (!waiting) return
    waiting.timer.dispose()
    end(waiting)
  }
}
