import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { silentLogger } from '#shared/lib/logger'

import { openDatabase } from '../../../hub/store/open-database'
import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito'
import { startSipSandbox } from '../../../sandbox/sip'
import { avitoDemo, sipDemo } from '../../lib/demo-settings'
import { ElectronDesk } from '../../lib/electron-desk'
import { fillCache, untilFollowed } from './full-cache'
import type { FullPlan, FullSize } from './full-data'
import { fillHub } from './full-hub'
import type { PreparedDesk } from './prepared-desk'
import { startElectron } from './started-electron'

/** The desk of issue 8: a year of a large company. */
export const FULL_SIZE: FullSize = { chats: 100_000, messages: 1_000_000 }

/** A profile that holds so many chats and messages in its cache and in its own hub, which are in step. */
export interface FullDesk extends PreparedDesk {
  readonly plan: FullPlan
  readonly profile: string
  readonly avito: AvitoSandbox
  /** The same desk with a test driver. */
  launch(): Promise<ElectronDesk>
}

interface Kept {
  readonly plan: FullPlan
  /** Where the profile looks for its account and its line. */
  readonly avitoPort: number
  readonly sipPort: number
}

/** Of this run, by what they hold: benchmarks of one run use the same one. */
const made = new Map<string, Promise<FullDesk>>()

/**
 * Filled once in a run; with `OTKLIK_BENCH_PROFILES` it stays in that folder and is used again by the next run. What a
 * benchmark does to it the next one finds: none may take away what others count on.
 */
export function prepareFullDesk({
  chats = FULL_SIZE.chats,
  messages = FULL_SIZE.messages,
}: Partial<FullSize> = {}): Promise<FullDesk> {
  const name = `full-${String(chats)}-${String(messages)}`
  const before = made.get(name)
  if (before) return before
  const desk = make(name, { chats, messages })
  made.set(name, desk)
  return desk
}

async function make(name: string, size: FullSize): Promise<FullDesk> {
  const place = placeOf(name)
  const said = join(place, 'full.json')
  const kept = existsSync(said) ? (JSON.parse(readFileSync(said, 'utf8')) as Kept) : null
  const avito = await startAvitoSandbox({ seed: 'demo', ...(kept ? { port: kept.avitoPort } : {}) })
  const sip = await startSipSandbox(kept ? { wsPort: kept.sipPort } : {})
  const profile = join(place, 'desk')
  const demo = { avito: avitoDemo(avito), sip: sipDemo(sip) }
  const launch = () => ElectronDesk.launch({ profile, demo })
  const plan = kept?.plan ?? (await fill(profile, size, launch))
  writeFileSync(said, JSON.stringify({ plan, avitoPort: Number(new URL(avito.apiUrl).port), sipPort: sip.ws.port }))
  const env = { OTKLIK_USER_DATA: profile, OTKLIK_HUB_PORT: '0', OTKLIK_DEMO: JSON.stringify(demo) }
  return {
    plan,
    profile,
    avito,
    launch,
    start: () => startElectron('.', 'desk.html', env),
    startFloor: () =>
      startElectron('tests/bench/floor-app', 'floor/index.html', { FLOOR_USER_DATA: join(place, 'floor') }),
    // The next benchmark of this run goes on with it.
    dispose: async () => undefined,
  }
}

async function fill(profile: string, size: FullSize, launch: () => Promise<ElectronDesk>): Promise<FullPlan> {
  const first = await launch()
  // Its hub has its channel and its person, and the profile its language and its line.
  await untilFollowed(await first.deskWindow(), 1)
  await first.close()
  const plan = await fillOwnHub(join(profile, 'hub'), size)
  const second = await launch()
  await untilFollowed(await second.deskWindow(), size.chats)
  await second.close()
  await fillCache(profile, plan)
  return plan
}

async function fillOwnHub(dataFolder: string, size: FullSize): Promise<FullPlan> {
  const place = { dataFolder, templateFile: null }
  const { database, files } = await openDatabase(place, async () => undefined, Date.now(), silentLogger)
  try {
    return await fillHub(
      async (sql, values) => (await database.query<Record<string, unknown>>(sql, [...(values ?? [])])).rows,
      size,
      Date.now(),
    )
  } finally {
    await files.flush()
    await database.close()
  }
}

function placeOf(name: string): string {
  const stays = process.env['OTKLIK_BENCH_PROFILES']
  if (stays) {
    const place = join(stays, name)
    mkdirSync(place, { recursive: true })
    return place
  }
  const place = mkdtempSync(join(tmpdir(), `otklik-${name}-`))
  process.once('exit', () => {
    remove(place)
  })
  return place
}

function remove(place: string): void {
  rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
