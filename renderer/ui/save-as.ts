import type { Clock } from '#shared/lib/clock'

/** The program has read the file by then. */
const FORGET_AFTER_MS = 60_000

/** Hands a file to the system, which asks where to, or puts it where it puts such files. */
export function saveAs(file: Blob, name: string, clock: Clock): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  clock.schedule(FORGET_AFTER_MS, () => {
    URL.revokeObjectURL(link.href)
  })
}
