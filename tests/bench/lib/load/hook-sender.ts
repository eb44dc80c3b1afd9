import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

const AGAIN_AFTER_MS = 50

/**
 * Webhooks as the platform posts them (facts: Avito Messenger, webhooks v3), through a load balancer: the hubs in turn,
 * and another one where the first does not answer.
 */
export class HookSender {
  hubs: readonly string[] = []
  /** How often a hub was gone before it had answered. */
  resent = 0
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 })
  private readonly paths = new Map<number, string>()
  private turn = 0

  know(userId: number, path: string): void {
    this.paths.set(userId, path)
  }

  async tell(userId: number, chatId: string, messageId: string, text: string): Promise<void> {
    const created = Math.floor(Date.now() / 1000)
    const value = {
      id: messageId,
      chat_id: chatId,
      user_id: userId,
      author_id: 7_000_001,
      created,
      type: 'text',
      chat_type: 'u2i',
      content: { text },
      item_id: null,
      read: null,
    }
    const event = { id: randomUUID(), version: 'v3.0.0', timestamp: created, payload: { type: 'message', value } }
    const body = JSON.stringify(event)
    for (;;) {
      this.turn += 1
      const hub = this.hubs[this.turn % this.hubs.length] ?? ''
      const status = await this.post(hub + (this.paths.get(userId) ?? ''), body)
      if (status === 200) return
      this.resent += 1
      await new Promise((done) => setTimeout(done, AGAIN_AFTER_MS))
    }
  }

  /** `null`: no answer. */
  private post(url: string, body: string): Promise<number | null> {
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const asked = request(url, { method: 'POST', agent: this.agent, headers }, (answer) => {
        answer.resume()
        answer.on('end', () => {
          resolve(answer.statusCode ?? null)
        })
        answer.on('error', () => {
          resolve(null)
        })
      })
      asked.on('error', () => {
        resolve(null)
      })
      asked.end(body)
    })
  }
}
