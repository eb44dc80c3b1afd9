import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { releaseFileName } from '../../shared/contract/release'
import { fileOf, releaseKey, releaseOf } from '../../electron/updates/testing/signed-release'

const VERSION = '0.2.0'
const NOTES = {
  ru: 'Список чатов открывается быстрее.\nПеревод звонка коллеге одной клавишей.',
  en: 'The list of chats opens faster.\nA call is transferred to a colleague with one key.',
}

/** A folder with a release, a place that it can be installed into, and the policy that names both; answers the variables for it. */
export function writeUpdateSource(folder: string): Readonly<Record<string, string>> {
  const root = join(folder, 'program')
  mkdirSync(join(root, 'versions/0.1.0'), { recursive: true })
  symlinkSync('versions/0.1.0', join(root, 'current'))

  const source = join(folder, 'releases')
  const program = join(source, `otklik-${VERSION}`)
  mkdirSync(join(program, 'resources'), { recursive: true })
  writeFileSync(join(program, 'otklik'), '#!/bin/sh\n')
  chmodSync(join(program, 'otklik'), 0o755)
  writeFileSync(join(program, 'resources/otklik-version'), VERSION)
  const name = `otklik-${VERSION}.tar.gz`
  execFileSync('tar', ['-czf', join(source, name), '-C', source, `otklik-${VERSION}`])

  const key = releaseKey()
  const file = fileOf(readFileSync(join(source, name)), { name })
  const release = releaseOf({ version: VERSION, publishedAtMs: Date.now(), notes: NOTES, files: [file] })
  writeFileSync(join(source, releaseFileName('stable')), key.sign(JSON.stringify(release)))
  const policy = join(folder, 'policy.json')
  const rules = { 'updates.mode': 'notify', 'updates.url': `file://${source}`, 'updates.publicKey': key.publicKey }
  writeFileSync(policy, JSON.stringify({ locked: rules }))
  return { OTKLIK_POLICY_FILE: policy, OTKLIK_UPDATE_FOLDER: root }
}
