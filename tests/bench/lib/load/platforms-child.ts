/** The platform's side of `hub-load`: accounts of a sandbox Avito, whose clients write and whose webhooks are sent. */
import { startAvitoSandbox, type AvitoSandbox } from '../../../../sandbox/avito'
import { waitUntil } from '../../../lib/wait-until'
import { answerParent, ownCpuMs } from './answering'
import { HookSender } from './hook-sender'
import { monotonicMs, wordsOf } from './words'

export type PlatformsQuestion =
  | { readonly ask: 'open'; readonly accounts: number; readonly chats: number }
  | { readonly ask: 'hooked' }
  | {
      readonly ask: 'write'
      readonly count: number
      readonly perSecond: number | null
      readonly hubs: readonly string[]
    }
  | { readonly ask: 'cpu' }

const FIRST_ACCOUNT = 5_550_001
const TICK_MS = 4
const AT_ONCE = 64
const UNLIMITED = 100_000_000
const CONNECTING_MS = 120_000

let accounts: readonly { readonly avito: AvitoSandbox; readonly chatIds: readonly string[] }[] = []
let written = 0
const hooks = new HookSender()

async function open(count: number, chats: number): Promise<readonly object[]> {
  accounts = await Promise.all(Array.from({ length: count }, (_, index) => openAccount(FIRST_ACCOUNT + index, chats)))
  return accounts.map(({ avito: { apiUrl, consentUrl, clientId, clientSecret } }) => ({
    apiUrl,
    consentUrl,
    clientId,
    clientSecret,
  }))
}

async function openAccount(accountId: number, count: number) {
  const avito = await startAvitoSandbox({ seed: 'empty', accountId })
  await avito.control.setRateLimit(UNLIMITED)
  const chatIds: string[] = []
  while (chatIds.length < count) {
    const clientName = `Клиент ${String(chatIds.length + 1)}`
    chatIds.push((await avito.control.clientWrites({ clientName, text: 'Здравствуйте' })).chatId)
  }
  return { avito, chatIds }
}

/** From then on the webhooks are sent by `hooks`, which knows when each left. */
async function hooked(): Promise<void> {
  await waitUntil(
    async () =>
      (await Promise.all(accounts.map(({ avito }) => avito.control.webhooks()))).every((urls) => urls.length > 0),
    CONNECTING_MS,
  )
  for (const { avito } of accounts) {
    await avito.control.setWebhook({ failing: true })
    const [url] = await avito.control.webhooks()
    hooks.know(avito.userId, new URL(url ?? '').pathname)
  }
}

/**
 * `count` clients write, one after another at an even pace, each account and each of its chats in turn; `perSecond`:
 * `null` writes on as soon as another one was answered.
 */
async function write(count: number, perSecond: number | null) {
  const beginMs = monotonicMs()
  const from = written
  const answers: Promise<number>[] = []
  if (perSecond === null) {
    const work = async () => {
      while (written < from + count) {
        const answer = writeNext()
        answers.push(answer)
        await answer
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } else
    while (written < from + count) {
      const due = Math.min(count, Math.floor(((monotonicMs() - beginMs) * perSecond) / 1000) + 1)
      while (written < from + due) answers.push(writeNext())
      await new Promise((done) => setTimeout(done, TICK_MS))
    }
  const answerMs = await Promise.all(answers)
  return { beganMs: beginMs, answerMs, resent: hooks.resent }
}

async function writeNext(): Promise<number> {
  const number = written
  written += 1
  const account = accounts[number % accounts.length]
  const chatId = account?.chatIds[Math.floor(number / accounts.length) % account.chatIds.length]
  if (!account || chatId === undefined) throw new Error('There are no accounts.')
  const leftMs = monotonicMs()
  const text = wordsOf(number, leftMs)
  const { messageId } = await account.avito.control.clientWrites({ chatId, text })
  await hooks.tell(account.avito.userId, chatId, messageId, text)
  return monotonicMs() - leftMs
}

answerParent<PlatformsQuestion>(async (question) => {
  switch (question.ask) {
    case 'open':
      return open(question.accounts, question.chats)
    case 'hooked':
      return hooked()
    case 'write':
      hooks.hubs = question.hubs
      return write(question.count, question.perSecond)
    case 'cpu':
      return ownCpuMs()
  }
})
