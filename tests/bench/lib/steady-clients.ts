import type { AvitoSandbox } from '../../../sandbox/avito'
import { AvitoWebhook } from './avito-webhook'

/** By number, from 1. */
export function steadyClient(number: number): string {
  return `Клиент ${String(number)}`
}

/** Clients who write at a steady pace in a number of conversations, through the platform and the hub. */
export class SteadyClients {
  private isOver = false
  private written = 0
  private readonly underway = new Set<Promise<void>>()
  private failure: Error | null = null

  private constructor(
    private readonly avito: AvitoSandbox,
    private readonly webhook: AvitoWebhook,
    private readonly chatIds: readonly string[],
  ) {}

  /** `untilTold`: until the desk has the first message of this client. */
  static async of(
    avito: AvitoSandbox,
    chats: number,
    untilTold: (clientName: string) => Promise<void>,
  ): Promise<SteadyClients> {
    const chatIds: string[] = []
    while (chatIds.length < chats) {
      const clientName = steadyClient(chatIds.length + 1)
      chatIds.push((await avito.control.clientWrites({ clientName, text: 'Начнём' })).chatId)
      await untilTold(clientName)
    }
    const webhook = await AvitoWebhook.of(avito)
    // From here on this program alone tells the hub.
    await avito.control.setWebhook({ failing: true })
    return new SteadyClients(avito, webhook, chatIds)
  }

  /** While `work` runs; answers how many were written, and at what pace. */
  async during<T>(perSecond: number, work: () => Promise<T>): Promise<{ readonly result: T; readonly pace: number }> {
    this.isOver = false
    this.written = 0
    const beganMs = performance.now()
    const writing = this.write(1000 / perSecond)
    const result = await work()
    this.isOver = true
    await writing
    const pace = (this.written * 1000) / (performance.now() - beganMs)
    await Promise.all(this.underway)
    if (this.failure) throw this.failure
    return { result, pace }
  }

  private async write(everyMs: number): Promise<void> {
    let nextMs = performance.now()
    while (!this.isOver) {
      const telling = this.tell().catch((error: unknown) => {
        this.failure = new Error('A message was not taken', { cause: error })
      })
      this.underway.add(telling)
      void telling.finally(() => this.underway.delete(telling))
      nextMs += everyMs
      await new Promise((done) => setTimeout(done, Math.max(0, nextMs - performance.now())))
    }
  }

  private async tell(): Promise<void> {
    const chatId = this.chatIds[this.written % this.chatIds.length] ?? ''
    this.written += 1
    const text = `Ещё вопрос ${String(this.written)}: можно посмотреть сегодня после шести?`
    const { messageId } = await this.avito.control.clientWrites({ chatId, text })
    await this.webhook.tell(chatId, messageId, text)
  }
}
