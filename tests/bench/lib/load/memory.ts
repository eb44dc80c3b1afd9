import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { z } from 'zod'

const KNOWN_BEFORE = 50
const QUIET_MS = 5_000

export const memoryUsage = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() })
export type MemoryUsage = z.output<typeof memoryUsage>

/** Of this program, once what is not in use has been collected. */
export function ownMemory(): MemoryUsage {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage()
}

export interface HasDesks {
  openDesks(count: number): Promise<void>
  closeDesks(): Promise<void>
  memory(): Promise<MemoryUsage>
}

export interface PerDesk {
  readonly heldKB: number
  /** May be less than nothing: pages that earlier work has left are used anew or given back. */
  readonly residentKB: number
}

/**
 * What an idle desk costs a program that has had desks before: of the heap and of buffers, once what is not in use has
 * been collected. Not in it: what the system and libuv keep for a socket. Leaves the desks open.
 */
export async function memoryPerDesk(desks: HasDesks, count: number): Promise<PerDesk> {
  await desks.openDesks(Math.min(KNOWN_BEFORE, count))
  await desks.closeDesks()
  await quiet()
  const before = await desks.memory()
  await desks.openDesks(count)
  await quiet()
  const after = await desks.memory()
  const perDesk = (bytes: number) => bytes / 1024 / count
  // `external` has the array buffers in it.
  const held = (usage: MemoryUsage) => usage.heapUsed + usage.external
  return { heldKB: perDesk(held(after) - held(before)), residentKB: perDesk(after.rss - before.rss) }
}

function quiet(): Promise<void> {
  return new Promise((done) => setTimeout(done, QUIET_MS))
}
