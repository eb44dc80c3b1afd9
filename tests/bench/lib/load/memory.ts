import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { z } from 'zod'

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
