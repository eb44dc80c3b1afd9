import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SelfTestCommand {
  readonly asJson: boolean
}

/** `otklik --self-test [--json]`; `null`: an ordinary start. */
export function selfTestCommand(argv: readonly string[]): SelfTestCommand | null {
  return argv.includes('--self-test') ? { asJson: argv.includes('--json') } : null
}

const PREFIX = 'otklik-self-test-'
/** No test lasts as long. */
const LEFT_BEHIND_MS = 3_600_000

/** A folder for Chromium in the system's temporary one. On Windows the key of the stored passwords goes along. */
export function ownBrowserFiles(userData: string, parent = tmpdir(), nowMs = Date.now()): string {
  sweep(parent, nowMs)
  const folder = mkdtempSync(join(parent, PREFIX))
  const keys = join(userData, 'Local State')
  if (existsSync(keys)) copyFileSync(keys, join(folder, 'Local State'))
  return folder
}

/** Chromium writes a few settings of its own after the program has removed its folder: the next test takes them away. */
function sweep(parent: string, nowMs: number): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(PREFIX)) continue
    const path = join(parent, name)
    const found = statSync(path, { throwIfNoEntry: false })
    const isOurs = process.getuid === undefined || found?.uid === process.getuid()
    if (found && isOurs && nowMs - found.mtimeMs > LEFT_BEHIND_MS) rmSync(path, { recursive: true, force: true })
  }
}
