import { createHash, type KeyObject } from 'node:crypto'
import { copyFileSync, createReadStream, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

import { release as releaseSchema, releaseFileName } from '../../shared/contract/release'
import type { Release, ReleaseFile } from '../../shared/domain/updates/release'
import { compareVersions } from '../../shared/domain/updates/version'
import { readSignedRelease } from '../../electron/updates/release-signature'
import { publicKeyOf, signRelease } from './release-key'

/** The files that `npm run package` makes and that Otklik can put in its own place. */
const FORMS = [
  { form: 'folder', is: /\.tar\.gz$/ },
  { form: 'appImage', is: /\.AppImage$/ },
  { form: 'nsis', is: /Setup.*\.exe$/ },
] as const
/** On Windows one installer carries both processors. */
const FOR_ANY: readonly string[] = ['nsis']

export interface Publication {
  readonly folder: string
  readonly channel: string
  readonly files: readonly string[]
  readonly percent: number
  readonly notes: Release['notes']
  readonly nowMs: number
  /** Until then it has to be renewed; `undefined`: never. */
  readonly validUntilMs?: number | undefined
}

/** Files first, then the one that names them: a desk that looks in between sees the release before. */
export async function publish(key: KeyObject, publication: Publication): Promise<Release> {
  const { folder, channel, files, percent, notes, nowMs, validUntilMs } = publication
  const before = publishedRelease(folder, channel, key)
  const version = versionOf(files)
  if (before && compareVersions(version, before.version) < 0)
    throw new Error(
      `${channel} has ${before.version} already and desks refuse older versions: publish the old program under a higher number than ${before.version}`,
    )
  const described = await Promise.all(files.map(describe))
  for (const path of files) putInto(folder, path)
  return write(key, folder, {
    channel,
    publishedAtMs: Math.max(nowMs, (before?.publishedAtMs ?? 0) + 1),
    validUntilMs,
    version,
    rolloutPercent: percent,
    notes,
    files: described,
  })
}

export interface Renewal extends Pick<Publication, 'folder' | 'channel' | 'nowMs' | 'validUntilMs'> {
  /** For more computers, or fewer: those that have it keep it. */
  readonly percent?: number | undefined
}

/** The same release once more. */
export function publishAgain(key: KeyObject, { folder, channel, percent, nowMs, validUntilMs }: Renewal): Release {
  const before = publishedRelease(folder, channel, key)
  if (!before) throw new Error(`${join(folder, releaseFileName(channel))} is not there: publish a release first`)
  return write(key, folder, {
    ...before,
    publishedAtMs: Math.max(nowMs, before.publishedAtMs + 1),
    validUntilMs: validUntilMs ?? before.validUntilMs,
    rolloutPercent: percent ?? before.rolloutPercent,
  })
}

function write(key: KeyObject, folder: string, given: Release): Release {
  const release = releaseSchema.parse(given)
  const path = join(folder, releaseFileName(release.channel))
  writeFileSync(`${path}.new`, signRelease(`${JSON.stringify(release, null, 2)}\n`, key))
  renameSync(`${path}.new`, path)
  return release
}

/** What stands there now. Signed by another key it is not gone on with: that is a mistake, or an attack. */
function publishedRelease(folder: string, channel: string, key: KeyObject): Release | null {
  const path = join(folder, releaseFileName(channel))
  if (!existsSync(path)) return null
  const read = readSignedRelease(readFileSync(path, 'utf8'), [publicKeyOf(key)])
  if (read.ok) return read.value
  throw new Error(`${path}: ${read.error}; expected a release signed with this key. Use its key, or move the file away`)
}

function versionOf(files: readonly string[]): string {
  const versions = new Set(files.map((path) => /\d+\.\d+\.\d+/.exec(basename(path))?.[0] ?? 'none'))
  const [version] = versions
  if (version === undefined || version === 'none' || versions.size > 1)
    throw new Error(`expected files of one version with its number in each name, got ${[...versions].join(', ')}`)
  return version
}

async function describe(path: string): Promise<ReleaseFile> {
  const name = basename(path)
  const form = FORMS.find(({ is }) => is.test(name))?.form
  if (form === undefined)
    throw new Error(
      `${name}: expected a tar.gz, AppImage or Setup….exe; deb, rpm, MSI and dmg are installed by the system’s own means`,
    )
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  const arch = FOR_ANY.includes(form) ? 'any' : /arm64|aarch64/.test(name) ? 'arm64' : 'x64'
  return { form, arch, name, size: statSync(path).size, sha512: hash.digest('base64') }
}

function putInto(folder: string, path: string): void {
  const target = join(folder, basename(path))
  if (resolve(path) === resolve(target)) return
  copyFileSync(path, `${target}.new`)
  renameSync(`${target}.new`, target)
}
