import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'

import { ZipFile } from 'yazl'

import type { PolicyState } from '#shared/contract/ipc/policy'
import { managedSetting } from '#shared/contract/policy/catalogue'
import type { SelfTestRow } from '#shared/domain/self-test/row'
import { scrubLog } from './scrub-log'

export interface BundleFile {
  readonly name: string
  readonly text: string
}

export interface BundleSources {
  readonly userData: string
  readonly versions: Readonly<Record<'app' | 'electron' | 'chrome' | 'system', string>>
  readonly language: 'ru' | 'en'
  readonly secrets: 'os' | 'file'
  readonly hub: 'team' | 'own' | 'none'
  readonly lines: readonly { readonly transport: string; readonly media: string; readonly isEnabled: boolean }[]
  readonly policy: PolicyState
  readonly rows: readonly SelfTestRow[]
  /** What belongs to the person and stands in the settings: it must not stand in a row, whoever wrote it there. */
  readonly known: readonly string[]
}

/** electron-log keeps one older file. */
const LOGS = ['main.log', 'main.old.log']
/** The end of a log is what matters, and a person should be able to look through it. */
const MAX_LOG_CHARACTERS = 400_000
const MIN_KNOWN_LENGTH = 3

/** What the report says, file by file, exactly as it is saved. */
export function bundleFiles(sources: BundleSources): BundleFile[] {
  const { userData, versions, language, secrets, hub, lines, policy, rows, known } = sources
  const logs = LOGS.flatMap((name) => {
    const path = join(userData, 'logs', name)
    if (!existsSync(path)) return []
    return [{ name: `logs/${name}`, text: scrubLog(readFileSync(path, 'utf8').slice(-MAX_LOG_CHARACTERS)) }]
  })
  return [
    json('about.json', {
      ...versions,
      language,
      secrets,
      hub,
      lines: lines.map(({ transport, media, isEnabled }) => ({ transport, media, isEnabled })),
    }),
    json('policy.json', {
      places: policy.places.length,
      managed: policy.managed.map(({ key, rule, waits }) => ({ key, rule, waits })),
      problems: policy.problems.map(({ key, problem }) => ({
        key: key !== null && managedSetting(key) ? key : null,
        problem,
      })),
    }),
    json(
      'self-test.json',
      rows.map((row) => ({ ...row, facts: withoutKnown(row.facts, known) })),
    ),
    ...logs,
  ]
}

export async function saveBundle(path: string, files: readonly BundleFile[]): Promise<void> {
  const zip = new ZipFile()
  for (const { name, text } of files) zip.addBuffer(Buffer.from(text, 'utf8'), name)
  zip.end()
  // yazl's types name the least that it could be; it is a stream of Node's own.
  await writeFile(path, await buffer(zip.outputStream as Readable), { mode: 0o600 })
}

function json(name: string, content: unknown): BundleFile {
  return { name, text: `${JSON.stringify(content, null, 2)}\n` }
}

function withoutKnown(facts: SelfTestRow['facts'], known: readonly string[]): SelfTestRow['facts'] {
  const hidden = known.filter(({ length }) => length >= MIN_KNOWN_LENGTH).map((each) => each.toLowerCase())
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      hidden.some((each) => value.toLowerCase().includes(each)) ? '…' : value,
    ]),
  )
}
