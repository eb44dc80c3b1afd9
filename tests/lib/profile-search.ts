import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Files of a folder that hold any of `needles` (texts in UTF-8 or UTF-16, patterns of ASCII), each as `file: needle`. */
export function findInFiles(folder: string, needles: readonly (string | RegExp)[]): string[] {
  const found: string[] = []
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry)
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue
    const bytes = readFileSync(path)
    for (const needle of needles) {
      if (holds(bytes, needle)) found.push(`${relative(folder, path)}: ${String(needle)}`)
    }
  }
  return found
}

function holds(bytes: Buffer, needle: string | RegExp): boolean {
  if (typeof needle !== 'string') return needle.test(bytes.toString('latin1'))
  return bytes.includes(Buffer.from(needle, 'utf8')) || bytes.includes(Buffer.from(needle, 'utf16le'))
}
