import { prepareFullDesk, type FullDesk } from './lib/full-desk'
import { processName } from './lib/process-name'
import { cpuMsOf, processTree } from './lib/process-tree'
import { benchOnce, type BenchResult } from './lib/result'
import type { StartedElectron } from './lib/started-electron'

const CHATS = 50
const EVERY_MS = 1_000
/** The start is over, the phone's line stands and the hub has put its things in order. */
const SETTLED_MS = 20_000
/**
 * So long messages come before anything is counted. At full length the index of words has been made, which begins two minutes
 * after a start, and V8 has compiled what is used: this is a desk that has been open for a while. The short one ends before
 * the index begins.
 */
const WARM_SECONDS = { short: 30, full: 480 }
const SECONDS = { short: 40, full: 60 }
/** `/proc` counts in hundredths of a second: an empty window may have used none. */
const LEAST_PERCENT = 0.01

/**
 * The processor time of all processes of a desk with 1,000,000 messages of 100,000 chats, its own hub among them, while
 * one message a second comes to one of fifty chats in turn and nobody touches it; in hundredths of one core. Neither the
 * start nor the taking in of the fifty chats is in it: messages come for half a minute, or eight minutes, before.
 * Floor: the empty window, to which nothing happens. What each process takes is told on standard error.
 */
export async function measureCpuIdle(isFull: boolean): Promise<BenchResult> {
  const size = isFull ? 'full' : 'short'
  const desk = await prepareFullDesk()
  try {
    const chatIds = await openChats(desk)
    const floor = await desk.startFloor()
    const empty = await percents(floor, WARM_SECONDS.short, SECONDS[size], async () => undefined)
    const started = await desk.start()
    let said = 0
    const used = await percents(started, WARM_SECONDS[size], SECONDS[size], async () => {
      said += 1
      const chatId = chatIds[said % CHATS]
      if (chatId === undefined) throw new Error('There are no chats to write in')
      await desk.avito.control.clientWrites({ chatId, text: `Сообщение ${String(said)}` })
    })
    console.error(`cpu-idle: ${used.map(({ name, percent }) => `${name} ${percent.toFixed(2)}`).join(', ')} %`)
    return benchOnce('cpu-idle', '%', sum(used), Math.max(LEAST_PERCENT, sum(empty)), said)
  } finally {
    await desk.dispose()
  }
}

/** They are there before the desk is: it takes them in when it starts. */
async function openChats({ avito }: FullDesk): Promise<readonly string[]> {
  const chatIds: string[] = []
  while (chatIds.length < CHATS) {
    const clientName = `Клиент ${String(chatIds.length + 1)}`
    chatIds.push((await avito.control.clientWrites({ clientName, text: 'Здравствуйте!' })).chatId)
  }
  return chatIds
}

interface Used {
  readonly name: string
  readonly percent: number
}

async function percents(
  started: StartedElectron,
  warmSeconds: number,
  seconds: number,
  each: () => Promise<void>,
): Promise<readonly Used[]> {
  await pause(SETTLED_MS)
  await everySecond(warmSeconds, each)
  const before = new Map(processTree(started.pid).map((pid) => [pid, cpuMsOf(pid)]))
  const beganMs = performance.now()
  await everySecond(seconds, each)
  const tookMs = performance.now() - beganMs
  const used = processTree(started.pid).map((pid) => ({
    name: processName(pid),
    percent: ((cpuMsOf(pid) - (before.get(pid) ?? 0)) / tookMs) * 100,
  }))
  await started.stop()
  return used
}

async function everySecond(seconds: number, each: () => Promise<void>): Promise<void> {
  const beganMs = performance.now()
  for (let second = 1; second <= seconds; second += 1) {
    await each()
    await pause(Math.max(0, beganMs + second * EVERY_MS - performance.now()))
  }
}

function sum(used: readonly Used[]): number {
  return used.reduce((total, { percent }) => total + percent, 0)
}

function pause(delayMs: number): Promise<void> {
  return new Promise((done) => setTimeout(done, delayMs))
}
