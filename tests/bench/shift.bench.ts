import { startAvitoSandbox, type AvitoSandbox } from '../../sandbox/avito'
import { startSipSandbox, type SipSandbox } from '../../sandbox/sip'
import { avitoDemo, sipDemo } from '../lib/demo-settings'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { waitUntil } from '../lib/wait-until'
import { benchOnce, type BenchResult } from './lib/result'
import { ShiftDesk } from './lib/shift/shift-desk'
import { sampleDesk, sampleTree, type MemorySample } from './lib/shift/shift-memory'
import { CLIENTS, SHORT_SHIFT, WHOLE_SHIFT, type ShiftPlan } from './lib/shift/shift-plan'
import { startElectron } from './lib/started-electron'

/** After a hub that was away: it reads what has come, and sends what waits. */
const ARRIVAL_MS = 120_000

interface Samples {
  readonly desk: MemorySample[]
  readonly floor: MemorySample[]
}

interface Shift {
  readonly plan: ShiftPlan
  readonly app: ElectronDesk
  readonly desk: ShiftDesk
  readonly avito: AvitoSandbox
  readonly sip: SipSandbox
  readonly chatIds: Map<string, string>
  readonly written: { readonly byClients: string[]; readonly byAgent: string[] }
}

/**
 * A shift by keyboard alone, in ЙЦУКЕН: calls that are answered, held, remarked on and hung up, messages of both sides,
 * a hub that dies or whose line is cut in every block. Nothing may be lost or doubled; the value is how large all
 * processes are at the end, in per cent of what they were after the warm-up. Floor: the empty window beside it, over the
 * same time.
 */
export async function measureShift(isFull: boolean): Promise<readonly BenchResult[]> {
  const plan = isFull ? WHOLE_SHIFT : SHORT_SHIFT
  const profile = await makeProfile()
  const avito = await startAvitoSandbox({ seed: 'empty' })
  const sip = await startSipSandbox()
  await sip.warmUp()
  const app = await ElectronDesk.launch({
    profile,
    demo: { avito: avitoDemo(avito), sip: sipDemo(sip) },
    chromiumArgs: ['--js-flags=--expose-gc'],
  })
  const floor = await startElectron('tests/bench/floor-app', 'floor/index.html', {
    FLOOR_USER_DATA: `${profile}-floor`,
  })
  try {
    const desk = await ShiftDesk.at(app)
    const shift: Shift = {
      plan,
      app,
      desk,
      avito,
      sip,
      chatIds: new Map(),
      written: { byClients: [], byAgent: [] },
    }
    const samples: Samples = { desk: [], floor: [] }
    for (let block = 0; block < plan.blocks; block += 1) {
      await workBlock(shift, block)
      samples.desk.push(await sampleDesk(app))
      samples.floor.push(sampleTree(floor.pid))
      tell(plan, block, samples)
    }
    await checkNothingLost(shift)
    return results(plan, samples)
  } finally {
    await floor.stop()
    await app.close()
    await sip.stop()
    await avito.stop()
    removeProfile(profile)
    removeProfile(`${profile}-floor`)
  }
}

/** The reconnect comes in the middle of work: calls go on while the hub is away, answers wait and leave afterwards. */
async function workBlock(shift: Shift, block: number): Promise<void> {
  const { plan, app, desk, sip } = shift
  if (plan.hubDiesIn.includes(block)) {
    const pid = await app.hubPid()
    if (pid === null) throw new Error('No hub process is running')
    process.kill(pid, 'SIGKILL')
    await workCalls(shift, block)
  } else {
    await app.stopHub()
    await workCalls(shift, block)
    await desk.untilSync(false)
    // Written while nothing can leave: it is promised all the same.
    await answer(shift, `Без связи ${String(block)}`)
    await app.resumeHub()
    await sip.control.dropConnections()
  }
  const first = block * plan.chatsPerBlock
  for (let chat = 0; chat < plan.chatsPerBlock; chat += 1) {
    const client = CLIENTS[(first + chat) % CLIENTS.length] ?? ''
    await workChat(shift, client, `${String(block)}-${String(chat)}`, chat)
  }
  await desk.untilSync(true)
  await desk.untilButton('Телефон: на связи')
  await untilAllArrived(shift)
}

async function workCalls(shift: Shift, block: number): Promise<void> {
  const { plan, desk, sip } = shift
  for (let call = 0; call < plan.callsPerBlock; call += 1) {
    const number = `+784355${String(10_000 + block * plan.callsPerBlock + call)}`
    const callId = await sip.control.callUser({ to: 'agent', from: number, displayName: 'Ринат', plays: 'tone' })
    const present = async () => (await sip.control.calls()).find((each) => each.callId === callId)
    await desk.untilButton('Ответить')
    await desk.press('Ctrl+Shift+KeyA')
    await desk.untilButton('Удержать')
    await desk.press('Ctrl+Shift+KeyD')
    await waitUntil(async () => (await present())?.isHeld === true)
    await desk.untilButton('Снять с удержания')
    await desk.press('Ctrl+Shift+KeyD')
    await waitUntil(async () => (await present())?.isHeld === false)
    await desk.untilButton('Удержать')
    await desk.press('Ctrl+Shift+Digit6')
    await desk.untilField('Комментарий')
    await desk.type(`Перезвонить завтра, звонок ${String(call)}`)
    await desk.press('Ctrl+Enter')
    await desk.press('Ctrl+Shift+KeyH')
    await waitUntil(async () => (await present())?.ended === 'phone-hung-up')
    await desk.untilButton('Завершить звонок', false)
  }
}

async function workChat(shift: Shift, client: string, label: string, order: number): Promise<void> {
  const { plan, desk, avito, chatIds, written } = shift
  const texts = Array.from({ length: plan.messagesPerChat }, (_, index) => `Вопрос ${label}-${String(index)}.`)
  for (const text of texts) {
    const known = chatIds.get(client)
    const to = known === undefined ? { clientName: client } : { chatId: known }
    const { chatId } = await avito.control.clientWrites({ ...to, text })
    chatIds.set(client, chatId)
    written.byClients.push(text)
  }
  await desk.openChat(client, order % 5 === 4 ? 'palette' : 'list')
  // An answer that is written before they are there waits for its writer (docs/adr/0044).
  for (const text of texts) await desk.untilShown(text)
  for (let index = 0; index < plan.messagesPerChat; index += 1) {
    await answer(shift, `Ответ ${label}-${String(index)}.`)
  }
  if (await desk.isLost()) throw new Error(`After the answers to ${client} nothing has the focus`)
}

async function answer({ desk, written }: Shift, text: string): Promise<void> {
  await desk.answer(text)
  written.byAgent.push(text)
}

async function untilAllArrived({ avito, written }: Shift): Promise<void> {
  await waitUntil(async () => (await avito.control.received()).length >= written.byAgent.length, ARRIVAL_MS)
}

/** By the platform's own record and by what the desk has kept. */
async function checkNothingLost({ avito, sip, desk, plan, written }: Shift): Promise<void> {
  const received = (await avito.control.received()).map(({ text }) => text ?? '')
  const kept = await desk.keptTexts()
  const faults = [
    ...faultsOf('the platform', written.byAgent, received),
    ...faultsOf('the desk', [...written.byAgent, ...written.byClients], kept),
  ]
  const calls = (await sip.control.calls()).filter(({ ended }) => ended === 'phone-hung-up').length
  if (calls !== plan.blocks * plan.callsPerBlock) faults.push(`${String(calls)} calls were ended by the agent`)
  if (faults.length > 0) throw new Error(`${String(faults.length)} faults: ${faults.slice(0, 20).join('; ')}`)
}

function faultsOf(where: string, wanted: readonly string[], came: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const text of came) counts.set(text, (counts.get(text) ?? 0) + 1)
  return wanted.flatMap((text) => {
    const count = counts.get(text) ?? 0
    return count === 1 ? [] : [`${where} has «${text}» ${String(count)} times`]
  })
}

function results(plan: ShiftPlan, { desk, floor }: Samples): BenchResult[] {
  const messages = plan.blocks * plan.chatsPerBlock * plan.messagesPerChat * 2
  return [
    benchOnce('shift', '%', growth(plan, desk, 'pssMb'), growth(plan, floor, 'pssMb'), messages),
    benchOnce('shift-own', '%', growth(plan, desk, 'filledMb'), growth(plan, floor, 'filledMb'), messages),
  ]
}

/** The end in per cent of what there was after the warm-up. */
function growth(
  { warmUpBlocks, sampled }: ShiftPlan,
  samples: readonly MemorySample[],
  of: keyof MemorySample,
): number {
  const mean = (part: readonly MemorySample[]) => part.reduce((sum, each) => sum + each[of], 0) / part.length
  const warm = mean(samples.slice(warmUpBlocks - sampled, warmUpBlocks))
  return (mean(samples.slice(-sampled)) / warm) * 100
}

/** A shift is long: what it has come to, while it runs. */
function tell({ blocks }: ShiftPlan, block: number, { desk, floor }: Samples): void {
  const [ours, empty] = [desk.at(-1), floor.at(-1)]
  if (!ours || !empty) return
  const mb = (value: number) => value.toFixed(1)
  process.stderr.write(
    `shift: ${String(block + 1)} of ${String(blocks)}, ${mb(ours.pssMb)} MB (own ${mb(ours.filledMb)}), empty window ${mb(empty.pssMb)} MB (own ${mb(empty.filledMb)})\n`,
  )
}
