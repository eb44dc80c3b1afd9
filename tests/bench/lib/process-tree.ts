import { readdirSync, readFileSync } from 'node:fs'

/** `pid` and everything that descends from it (Linux `/proc`). */
export function processTree(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = readIfAlive(`/proc/${entry}/stat`)
    if (stat === null) continue
    // The name in parentheses may hold spaces; the parent is the second field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    parents.set(Number(entry), Number(fields[1]))
  }
  const tree = [pid]
  for (let index = 0; index < tree.length; index += 1) {
    for (const [child, parent] of parents) if (parent === tree[index]) tree.push(child)
  }
  return tree
}

/** Proportional set size in megabytes: shared pages count once over all processes. */
export function pssMb(pid: number): number {
  return rollupMb(pid, 'Pss')
}

/**
 * What the process has filled itself, in megabytes. Its share of the program's files is not in it, which changes by a
 * third when anybody else on the computer starts or ends the same program.
 */
export function filledMb(pid: number): number {
  return rollupMb(pid, 'Anonymous')
}

function rollupMb(pid: number, field: 'Pss' | 'Anonymous'): number {
  const rollup = readIfAlive(`/proc/${pid}/smaps_rollup`)
  const match = rollup === null ? null : new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)
  return match ? Number(match[1]) / 1024 : 0
}

function readIfAlive(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}

const TICKS_PER_SECOND = 100

/** Processor time of a process and of its children that have ended (proc(5): in hundredths of a second). */
export function cpuMsOf(pid: number): number {
  const stat = readIfAlive(`/proc/${pid}/stat`)
  if (stat === null) return 0
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return (ticks * 1000) / TICKS_PER_SECOND
}
