import { randomUUID } from 'node:crypto'

import { beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'

import type { Channel } from '../../../shared/domain/channel'
import type { Message } from '../../../shared/domain/message'
import { systemClock } from '../../../shared/lib/clock'
import { countOf, testSeed } from '../../../shared/testing/test-run'
import { buildHub, runBuiltHub, startMessage, type BuiltHub, type HubProcess } from '../../../hub/testing/built-hub'
import { TestDesk } from '../../../hub/testing/desk'
import { makeTestFolder, PREPARING_MS } from '../../../hub/testing/test-folder'
import { SECRET } from '../../../hub/testing/test-hub'
import { Chat, type ChatState } from '../../../portal/app/chat'
import { Outbox } from '../../../portal/app/outbox'
import { seededRandom } from '../../lib/seeded-random'
import { SETTINGS } from './rig'
import { freshKey } from './visitor'

/** Each costs the start of a hub. */
const KILLS = countOf({ share: 2, full: 30 })
const WORDS_A_LIFE = 6
const KILL_MS = 60_000

let built: BuiltHub

beforeAll(async () => {
  // The page's own code, with a socket of Node's instead of the browser's.
  Object.assign(globalThis, { WebSocket: BrowserLikeSocket })
  built = await buildHub()
}, PREPARING_MS)

/** As in a browser, where a line that breaks is told by its `close` and brings nobody down. */
class BrowserLikeSocket extends WebSocket {
  constructor(address: string, protocol: string) {
    super(address, protocol)
    this.on('error', () => undefined)
  }
}

/** The visitor's page, closed without warning and opened again as often as wished; its storage stays. */
class CrashingPage {
  private readonly kept = new Map<string, string>()
  private readonly key = freshKey()
  private chat: Chat | null = null
  state: ChatState | null = null

  constructor(
    private readonly url: string,
    private readonly channelId: string,
  ) {}

  open(): Chat {
    this.close()
    const memory = {
      get: (name: string) => this.kept.get(name) ?? null,
      set: (name: string, value: string | null) => {
        if (value === null) this.kept.delete(name)
        else this.kept.set(name, value)
      },
    }
    const chat = new Chat({
      place: { key: this.key, channelId: this.channelId },
      socketUrl: `${this.url.replace('http', 'ws')}/portal/socket`,
      language: 'ru',
      outbox: new Outbox(memory, 'outbox'),
      clock: systemClock,
      random: Math.random,
      newId: randomUUID,
      isSeen: () => true,
      changed: (state) => {
        if (this.chat === chat || this.chat === null) this.state = state
      },
      heard: () => undefined,
      arrived: () => undefined,
    })
    this.chat = chat
    chat.start()
    return chat
  }

  close(): void {
    this.chat?.rest()
    this.chat = null
  }

  get isEmpty(): boolean {
    return this.kept.size === 0
  }
}

it(
  `[M20] [M23] nothing that a visitor wrote is lost or doubled by ${String(KILLS)} kills of the hub and its page`,
  async () => {
    const random = seededRandom(testSeed)
    const folder = makeTestFolder()
    const start = (port: number): Promise<HubProcess> => runBuiltHub(built, startMessage(folder.path, { port }))
    let hub = await start(0)
    const { url } = hub
    const port = Number(new URL(url).port)
    const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }
    const reply = await fetch(`${url}/api/site-channels`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'Сайт', settings: SETTINGS }),
    })
    const { channel } = (await reply.json()) as { channel: Channel }
    const page = new CrashingPage(url, channel.id)
    const written: string[] = []
    for (let life = 0; life <= KILLS; life += 1) {
      const chat = page.open()
      if (life > 0) await expect.poll(() => page.state?.phase, { timeout: KILL_MS }).toBe('ready')
      for (let i = 0; i < WORDS_A_LIFE; i += 1) {
        const text = `Слово ${String(life)}.${String(i)}`
        written.push(text)
        expect(chat.say({ kind: 'text', text })).toBeNull()
        await new Promise((resolve) => setTimeout(resolve, random() * 30))
      }
      if (life === KILLS) break
      hub.child.kill('SIGKILL')
      await hub.exited()
      hub = await start(port)
      expect(hub.url).toBe(url)
    }
    // A visitor who says so much at once is told to wait, a second a word.
    await expect.poll(() => page.isEmpty, { timeout: KILL_MS + written.length * 1_000 }).toBe(true)
    const desk = await TestDesk.open(url)
    desk.hello()
    const chat = await desk.until(({ changes }) =>
      changes.flatMap(({ entity, row }) => (entity === 'chat' && row ? [row] : [])).at(-1),
    )
    // A desk that comes new is told the newest only.
    const kept = async (): Promise<readonly string[]> => {
      const page = await fetch(`${url}/api/chats/${chat.id}/messages?limit=200`, { headers })
      const { messages } = (await page.json()) as { messages: Message[] }
      return messages.flatMap(({ direction, content }) =>
        direction === 'in' && content.kind === 'text' ? [content.text] : [],
      )
    }
    await expect.poll(async () => (await kept()).length, { timeout: KILL_MS }).toBeGreaterThanOrEqual(written.length)
    const texts = [...(await kept())].reverse()
    expect(texts).toEqual(written)
    page.close()
    desk.close()
    hub.child.send({ type: 'stop' })
    await hub.exited()
    folder.remove()
  },
  KILL_MS * 10 + KILLS * 10_000,
)
