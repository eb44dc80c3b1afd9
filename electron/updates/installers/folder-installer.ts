import { execFile } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { isVersion } from '#shared/domain/updates/version'
import { err, ok } from '#shared/lib/result'
import type { Installer, PrepareFailure } from './installer'

const run = promisify(execFile)

/** Written last: what has it was unpacked whole. */
const WHOLE = '.whole'

export interface FolderInstallerOptions {
  /** As resources/installer/linux/install-for-me.sh makes it: `versions/X.Y.Z`, `current` that names one, the starter. */
  readonly root: string
  readonly version: string
  readonly restart: (program: string) => void
}

/**
 * Linux, in a folder of the person's own. The new version is unpacked beside the old one; then the link `current`
 * changes in one step, so that whatever happens it names a whole version. The starter (resources/installer/linux/otklik)
 * knows by the file `trial` which version must still show that it starts, and goes back where it does not.
 */
export function folderInstaller({ root, version: running, restart }: FolderInstallerOptions): Installer {
  const versions = join(root, 'versions')
  const trial = join(root, 'trial')
  const placeOf = (version: string) => join(versions, version)

  return {
    form: 'folder',
    isPrepared: (release, file) => readText(join(placeOf(release.version), WHOLE)) === file.sha512,
    async prepare(path, release, file) {
      const place = placeOf(release.version)
      const fresh = join(versions, '.new')
      try {
        rmSync(fresh, { recursive: true, force: true })
        mkdirSync(fresh, { recursive: true })
        await run('tar', ['-xzf', path, '-C', fresh, '--strip-components=1', '--no-same-owner'])
        const found = readText(join(fresh, 'resources', 'otklik-version'))
        if (found !== release.version) return wrongContent(`version ${found ?? 'unknown'}`)
        accessSync(join(fresh, 'otklik'), constants.X_OK)
        writeFileSync(join(fresh, WHOLE), file.sha512)
        rmSync(place, { recursive: true, force: true })
        renameSync(fresh, place)
        rmSync(path, { force: true })
        return ok(null)
      } catch (error) {
        return err(failureOf(error))
      } finally {
        rmSync(fresh, { recursive: true, force: true })
      }
    },
    install(version, isRestart) {
      const from = readlinkSync(join(root, 'current'))
      const to = `versions/${version}`
      if (!existsSync(join(root, to, WHOLE))) throw new Error(`${version} is not unpacked`)
      // Before the link: a kill between the two leaves a trial of what is not current, which the starter forgets.
      writeFileSync(`${trial}.new`, `${from}\n${to}\n`)
      renameSync(`${trial}.new`, trial)
      point(root, to)
      if (isRestart) restart(join(root, 'otklik'))
    },
    confirm() {
      const before = readText(trial)?.split('\n')[0]
      if (before === undefined) return
      for (const name of ['trial', 'trial.tries']) rmSync(join(root, name), { force: true })
      // The one before stays, for the person who has to go back by hand.
      const kept = [running, before.replace('versions/', '')]
      for (const name of readdirSync(versions))
        if (!kept.includes(name)) rmSync(placeOf(name), { recursive: true, force: true })
    },
    didNotStart: () => (readText(join(root, 'did-not-start')) ?? '').split('\n').filter(isVersion),
  }
}

function point(root: string, to: string): void {
  const fresh = join(root, 'current.new')
  rmSync(fresh, { force: true })
  symlinkSync(to, fresh)
  renameSync(fresh, join(root, 'current'))
}

function wrongContent(detail: string) {
  return err<PrepareFailure>({ reason: 'wrongContent', detail })
}

function failureOf(error: unknown): PrepareFailure {
  const { code, message } = error as NodeJS.ErrnoException & { readonly code?: unknown }
  if (code === 'ENOSPC' || code === 'EDQUOT') return { reason: 'diskFull', detail: code }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return { reason: 'notWritable', detail: code }
  // What tar says has its own sentence in the first line and names of files behind it.
  return {
    reason: 'notPrepared',
    detail: typeof code === 'string' ? code : (message.split('\n')[1] ?? '').slice(0, 200),
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
