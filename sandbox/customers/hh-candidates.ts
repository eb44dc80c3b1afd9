import type { Clock } from '#shared/lib/clock'

import type { HhControl, ReceivedMessage } from '../hh/control'
import { answerTo, choose } from './answers'
import { Errands } from './errands'
import { hhFollowUps, hhPeople } from './hh-people'

export interface HhCandidateOptions {
  readonly clock: Clock
  /** Mean time between two things that candidates do of their own accord. */
  readonly paceMs: number
  /** Chance, 0 ≤ x < 1; tests pass their own. */
  readonly random?: () => number
  /** Failures of the control connection, e.g. once the sandbox is gone. */
  readonly onError?: (error: unknown) => void
}

const LOOK_EVERY_MS = 700
const READS_AFTER_MS = 1500
const ANSWERS_AFTER_MS = 4000
/** So often somebody new responds rather than somebody known writing again. */
const RESPONSE_SHARE = 0.4

/** Candidates of hh.ru who live: respond to vacancies, read what the recruiter wrote, and answer it after some seconds. */
export function startHhCandidates(control: HhControl, options: HhCandidateOptions): { stop(): void } {
  const crowd = new HhCrowd(control, options)
  crowd.start()
  return {
    stop: () => {
      crowd.dispose()
    },
  }
}

class HhCrowd {
  private readonly errands: Errands
  private readonly random: () => number
  private readonly paceMs: number
  private heard = 0
  private person = 0
  private followUp = 0

  constructor(
    private readonly control: HhControl,
    { clock, paceMs, random, onError }: HhCandidateOptions,
  ) {
    this.errands = new Errands(clock, onError)
    this.random = random ?? Math.random
    this.paceMs = paceMs
  }

  start(): void {
    this.errands.after(0, async () => {
      // What was said before they came is not answered.
      this.heard = (await this.control.received()).length
      this.look()
      this.speakUp()
    })
  }

  dispose(): void {
    this.errands.dispose()
  }

  private look(): void {
    this.errands.after(LOOK_EVERY_MS, async () => {
      try {
        const received = await this.control.received()
        for (const message of received.slice(this.heard)) this.hear(message)
        this.heard = received.length
      } finally {
        this.look()
      }
    })
  }

  private hear({ chatId, text }: ReceivedMessage): void {
    this.errands.after(READS_AFTER_MS * (0.5 + this.random()), () => this.control.candidateReads(chatId))
    const answer = text === null ? 'Вижу, спасибо' : answerTo(text, this.random())
    if (answer === null) return
    this.errands.after(ANSWERS_AFTER_MS * (0.6 + this.random()), () => this.write(chatId, answer))
  }

  private speakUp(): void {
    this.errands.after(this.paceMs * (0.5 + this.random()), async () => {
      try {
        await this.doSomething()
      } finally {
        this.speakUp()
      }
    })
  }

  private async doSomething(): Promise<void> {
    const person = hhPeople[this.person]
    const chats = await this.control.chats()
    if (person && (chats.length === 0 || this.random() < RESPONSE_SHARE)) {
      this.person += 1
      await this.control.candidateResponds(person)
      return
    }
    if (chats.length === 0) return
    const text = hhFollowUps[this.followUp % hhFollowUps.length] ?? ''
    this.followUp += 1
    await this.write(choose(chats, this.random()).id, text)
  }

  /** Whom the employer forbade to write stays silent. */
  private async write(chatId: string, text: string): Promise<void> {
    const chat = (await this.control.chats()).find(({ id }) => id === chatId)
    if (chat?.canApplicantWrite) await this.control.candidateWrites(chatId, { text })
  }
}
