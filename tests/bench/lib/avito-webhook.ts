import { randomUUID } from 'node:crypto'

import type { AvitoSandbox } from '../../../sandbox/avito'
import { waitUntil } from '../../lib/wait-until'

/** Tells the hub of a message as the platform does (facts: Avito Messenger, webhooks v3). */
export class AvitoWebhook {
  private constructor(
    private readonly url: string,
    private readonly userId: number,
  ) {}

  static async of(avito: AvitoSandbox): Promise<AvitoWebhook> {
    await waitUntil(async () => (await avito.control.webhooks()).length > 0)
    const [url] = await avito.control.webhooks()
    if (url === undefined) throw new Error('The hub has subscribed no webhook')
    return new AvitoWebhook(url, avito.userId)
  }

  async tell(chatId: string, messageId: string, text: string): Promise<void> {
    const created = Math.floor(Date.now() / 1000)
    const value = {
      id: messageId,
      chat_id: chatId,
      user_id: this.userId,
      author_id: 7_000_001,
      created,
      type: 'text',
      chat_type: 'u2i',
      content: { text },
      item_id: null,
      read: null,
    }
    const event = { id: randomUUID(), version: 'v3.0.0', timestamp: created, payload: { type: 'message', value } }
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
    })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`The hub answered its webhook with ${answer.status}`)
  }
}
