import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is used of electron-store, for tests that run outside Electron: `vi.mock('electron-store', …)`. */
export class FakeElectronStore {
  private readonly path: string

  constructor({ name, cwd }: { readonly name: string; readonly cwd: string }) {
    this.path = join(cwd, `${name}.json`)
  }

  get store(): Record<string, unknown> {
    return existsSync(this.path) ? (JSON.parse(readFileSync(this.path, 'utf8')) as Record<string, unknown>) : {}
  }

  set store(value: Record<string, unknown>) {
    writeFileSync(this.path, JSON.stringify(value))
  }
}
