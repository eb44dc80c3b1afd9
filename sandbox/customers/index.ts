import type { Clock } from '#shared/lib/clock'

import type { AvitoControl, ReceivedMessage } from '../avito/control'
import { answerTo, choose } from './answers'
import { candidates } from './candidates'
import { Errands } from './errands'
import { followUps, openers } from './openers'

export interface CustomerOptions {
  readonly clock: Clock
  /** Mean time between two messages that clients write of their own accord. */
  readonly paceMs: number
  /** Chance, 0 ≤ x < 1; tests pass their own. */
  readonly random?: () => number
  /** Failures of the control connection, e.g. once the sandbox is gone. */
  readonly onError?: (error: unknown) => void
}

export interface Customers {
  stop(): void
}

const LOOK_EVERY_MS = 700
const READS_AFTER_MS = 1500
const ANSWERS_AFTER_MS = 4000
/** One message in so many begins a new chat. */
const NEW_CHAT_SHARE = 0.35
/** And so many bring a response to a vacancy. */
const RESPONSE_SHARE = 0.2

/** Clients who live: write now and then, read what the agent wrote, and answer it. */
export function startCustomers(control: AvitoControl, options: CustomerOptions): Customers {
  const crowd = new Crowd(control, options)
  crowd.start()
  return {
    stop: () => {
      crowd.dispose()
    },
  }
}

class Crowd {
  private readonly errands: Errands
  private readonly random: () => number
  private heard = 0
  private opener = 0
  private followUp = 0
  private candidate = 0

  constructor(
    private readonly control: AvitoControl,
    private readonly options: CustomerOptions,
  ) {
    this.errands = new Errands(options.clock, options.onError)
    this.random = options.random ?? Math.random
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

  private hear(message: ReceivedMessage): void {
    this.errands.after(READS_AFTER_MS * (0.5 + this.random()), () => this.control.clientReads(message.chatId))
    const answer =
      message.type === 'image'
        ? 'Фото вижу, спасибо'
        : message.text === null
          ? null
          : answerTo(message.text, this.random())
    if (answer === null) return
    this.errands.after(ANSWERS_AFTER_MS * (0.6 + this.random()), async () => {
      await this.control.clientWrites({ chatId: message.chatId, text: answer })
    })
  }

  private speakUp(): void {
    this.errands.after(this.options.paceMs * (0.5 + this.random()), async () => {
      try {
        await this.writeSomething()
      } finally {
        this.speakUp()
      }
    })
  }

  private async writeSomething(): Promise<void> {
    const chats = await this.control.chats()
    if (chats.length === 0 || (this.opener < openers.length && this.random() < NEW_CHAT_SHARE)) {
      const opener = openers[this.opener % openers.length]
      this.opener += 1
      if (opener) await this.control.clientWrites(opener)
      return
    }
    if (this.random() >= 1 - RESPONSE_SHARE) {
      const candidate = candidates[this.candidate % candidates.length]
      this.candidate += 1
      if (candidate) await this.control.candidateResponds(candidate)
      return
    }
    const chat = choose(chats, this.random())
    const message = followUps[this.followUp % followUps.length]
    this.followUp += 1
    if (message) await this.control.clientWrites({ ...message, chatId: chat.id })
  }
}
