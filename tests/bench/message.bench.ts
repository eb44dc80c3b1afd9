import { startAvitoSandbox, type AvitoSandbox } from '../../sandbox/avito'
import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { alternate } from './lib/alternating'
import { AvitoWebhook } from './lib/avito-webhook'
import { BarePage } from './lib/bare-page'
import { PaintWatch } from './lib/paint-watch'
import { benchResult, type BenchResult } from './lib/result'

const PLAN = { blocks: 6, perBlock: 10, warmUp: 15 }
const CLIENT = 'Никита Белов'
/** Read marks and notices of the last message have come to rest by then. */
const PAUSE_MS = 250

/**
 * A client's message accepted by the hub → painted in the conversation that is open on the desk. The time begins just
 * before the platform's webhook is posted to the hub, so it holds all that the hub does before it may answer 200: it
 * reads the chat back by the platform's API, stores and syncs to disk. «Painted» is the second animation frame after
 * the text stood in the page. Floor: a bare page of the same Electron, a message over a WebSocket → a new element,
 * painted alike.
 */
export async function measureMessage(): Promise<BenchResult> {
  const avito = await startAvitoSandbox({ seed: 'empty' })
  await avito.control.setRateLimit(1_000_000)
  const { chatId } = await avito.control.clientWrites({ clientName: CLIENT, text: 'Начнём' })
  const profile = await makeProfile()
  const app = await ElectronDesk.launch({ profile, demo: { avito: avitoDemo(avito) } })
  try {
    const { webhook, watch } = await openChat(app, avito)
    const bare = await BarePage.open(app)
    const { values, floors } = await alternate(PLAN, {
      value: (count) => spaced(count, () => messageMs(avito, webhook, watch, chatId)),
      floor: (count) => spaced(count, () => bare.messageMs()),
    })
    await bare.close()
    return benchResult('message', 'ms', values, floors)
  } finally {
    await app.close()
    await avito.stop()
    removeProfile(profile)
  }
}

async function openChat(app: ElectronDesk, avito: AvitoSandbox): Promise<{ webhook: AvitoWebhook; watch: PaintWatch }> {
  const desk = new DeskPage(await app.deskWindow())
  await desk.openChat(CLIENT)
  await desk.message('Начнём').waitFor()
  const webhook = await AvitoWebhook.of(avito)
  // From here on this program alone tells the hub.
  await avito.control.setWebhook({ failing: true })
  return { webhook, watch: await PaintWatch.begin(desk.page, '[aria-label="Переписка"]') }
}

async function messageMs(
  avito: AvitoSandbox,
  webhook: AvitoWebhook,
  watch: PaintWatch,
  chatId: string,
): Promise<number> {
  const text = watch.nextText()
  const { messageId } = await avito.control.clientWrites({ chatId, text })
  const beginMs = performance.timeOrigin + performance.now()
  const [paintedMs] = await Promise.all([watch.paintedMs(text), webhook.tell(chatId, messageId, text)])
  return paintedMs - beginMs
}

async function spaced(count: number, measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  while (times.length < count) {
    times.push(await measure())
    await new Promise((done) => setTimeout(done, PAUSE_MS))
  }
  return times
}
