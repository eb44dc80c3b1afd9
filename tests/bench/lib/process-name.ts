import { readFileSync } from 'node:fs'

/** What a process of Electron does, as its command line says it; `main` for the first one. */
export function processName(pid: number): string {
  const words = commandOf(pid)
  const of = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
  const service = of('utility-sub-type')?.split('.').at(-1)
  return service ?? of('type') ?? 'main'
}

function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').split(/[\0 ]/)
  } catch (error) {
    // It has ended meanwhile.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return ['--type=ended']
    throw error
  }
}
