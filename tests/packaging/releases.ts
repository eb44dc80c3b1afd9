import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { KeyObject } from 'node:crypto'

import type { StaticServer } from '../../electron/updates/testing/static-server'
import { publish } from '../../scripts/updates/publish'

/** The folder of a company, served, with versions made of one that was packed. */
export class Releases {
  private readonly work = mkdtempSync(join(tmpdir(), 'otklik-releases-'))
  private readonly program: string

  constructor(
    archive: string,
    private readonly packed: string,
    private readonly key: KeyObject,
    private readonly server: StaticServer,
  ) {
    execFileSync('tar', ['-xzf', archive, '-C', this.work])
    const [name = ''] = readdirSync(this.work)
    this.program = join(this.work, 'program')
    renameSync(join(this.work, name), this.program)
  }

  /** The same program under another number of as many letters; `isBroken`: it cannot start. */
  async publish(version: string, { isBroken = false, key = this.key } = {}): Promise<void> {
    const folder = join(this.work, `otklik-${version}`)
    cpSync(this.program, folder, { recursive: true, verbatimSymlinks: true })
    writeFileSync(join(folder, 'resources/otklik-version'), version)
    const asar = join(folder, 'resources/app.asar')
    const content = readFileSync(asar)
    const at = content.indexOf(`"version": "${this.packed}"`)
    if (at < 0) throw new Error(`version ${this.packed} does not stand in ${asar}`)
    content.write(`"version": "${version}"`, at)
    writeFileSync(asar, content)
    if (isBroken) {
      writeFileSync(join(folder, 'otklik'), '#!/bin/sh\nexit 1\n')
      chmodSync(join(folder, 'otklik'), 0o755)
    }
    const archive = join(this.work, `otklik-${version}.tar.gz`)
    execFileSync('tar', ['-I', 'gzip -1', '-cf', archive, '-C', this.work, `otklik-${version}`])
    rmSync(folder, { recursive: true })
    const served = mkdtempSync(join(this.work, 'served-'))
    const notes = { ru: `Что нового в ${version}`, en: '' }
    const nowMs = Date.now()
    await publish(key, { folder: served, channel: 'stable', files: [archive], percent: 100, notes, nowMs })
    for (const name of readdirSync(served)) this.server.files.set(name, readFileSync(join(served, name)))
  }

  dispose(): void {
    rmSync(this.work, { recursive: true, force: true })
  }
}
