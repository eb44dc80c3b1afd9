import { copyFileSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SelfTestCommand {
  readonly asJson: boolean
}

/** `otklik --self-test [--json]`; `null`: an ordinary start. */
export function selfTestCommand(argv: readonly string[]): SelfTestCommand | null {
  return argv.includes('--self-test') ? { asJson: argv.includes('--json') } : null
}

/** A folder for Chromium. On Windows the key of the stored passwords goes along. */
export function ownBrowserFiles(userData: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-self-test-'))
  const keys = join(userData, 'Local State')
  if (existsSync(keys)) copyFileSync(keys, join(folder, 'Local State'))
  return folder
}
