import type { HhContext } from './driver-context'
import type { Attempt } from './driver-state'

const REMEMBERED = 300
const REMEMBERED_TEXTS = 100

/**
 * Steps that cannot be repeated blindly are written down before they are tried, under the message's id, so that whoever
 * asks again after a lost answer or a crash is told from whoever asks for the first time.
 */
export class Attempts {
  constructor(private readonly context: HhContext) {}

  of(messageId: string): Attempt | null {
    return this.context.state.value.attempts.find((attempt) => attempt.messageId === messageId) ?? null
  }

  /** Durable when it resolves. */
  async note(attempt: Omit<Attempt, 'atMs'>): Promise<void> {
    const entry = { ...attempt, atMs: this.context.platformClock.now() }
    await this.context.state.change(({ attempts }) => ({
      attempts: [...attempts.slice(1 - REMEMBERED).filter(({ messageId }) => messageId !== entry.messageId), entry],
    }))
  }

  /** What goes with a stage is told from what an agent writes by this. */
  async noteStageText(chatId: string, text: string): Promise<void> {
    const entry = { chatId, text, atMs: this.context.platformClock.now() }
    await this.context.state.change(({ stageTexts }) => ({
      stageTexts: [...stageTexts.slice(1 - REMEMBERED_TEXTS), entry],
    }))
  }
}
