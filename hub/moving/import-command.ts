import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'

import { systemClock } from '#shared/lib/clock'
import { describeError } from '#shared/lib/logger'

import type { TeamConfig } from '../process/team-config'
import { importHub, type ImportRefusal } from './import-hub'

const EXIT_FAILED = 1
/** sysexits(3): EX_USAGE. */
const EXIT_USAGE = 64

export const IMPORT_USAGE = 'Usage: node out/hub/team.cjs import FILE'

/**
 * `import FILE`: takes what a desk's own hub had into this team's hub. The passphrase comes from
 * `OTKLIK_IMPORT_PASSPHRASE_FILE`, or as the first line of standard input. Answers the exit code.
 */
export async function importCommand(
  parameters: readonly string[],
  config: TeamConfig,
  environment: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const [file, ...more] = parameters
  if (file === undefined || more.length > 0) {
    say(IMPORT_USAGE)
    return EXIT_USAGE
  }
  if (!existsSync(file)) {
    say(`There is no file ${file}. ${IMPORT_USAGE}`)
    return EXIT_USAGE
  }
  try {
    const passphrase = await readPassphrase(environment['OTKLIK_IMPORT_PASSPHRASE_FILE'])
    mkdirSync(config.OTKLIK_DATA_FOLDER, { recursive: true })
    const { DATABASE_URL: databaseUrl, OTKLIK_DATA_FOLDER: dataFolder, OTKLIK_TOKEN_KEY: tokenKey } = config
    const imported = await importHub({ file, passphrase, databaseUrl, dataFolder, tokenKey }, systemClock)
    if (!imported.ok) {
      say(sentenceOf(imported.error))
      return EXIT_FAILED
    }
    const { tables, rows, files, missingFiles } = imported.value
    say(`Taken over: ${String(rows)} rows of ${String(tables)} tables, ${String(files)} attachments.`)
    if (missingFiles > 0) say(`${String(missingFiles)} attachments were missing at the desk already.`)
    say('Start the hub now; the set-up code for the first administrator is written by its start.')
    return 0
  } catch (error) {
    say(`Nothing was taken over: ${describeError(error)}`)
    return EXIT_FAILED
  }
}

export function sentenceOf(refusal: ImportRefusal): string {
  switch (refusal.kind) {
    case 'notOurs':
      return 'Nothing was taken over: this is not a file that Otklik made for moving to a team’s hub.'
    case 'damaged':
      return `Nothing was taken over: the file is damaged or was cut off (${refusal.where}). Copy it again, or make it anew at the desk.`
    case 'wrongPassphrase':
      return 'Nothing was taken over: this is not the passphrase that the file was made with.'
    case 'newerFormat':
      return `Nothing was taken over: the file was made by Otklik ${refusal.appVersion} in a newer form (${String(refusal.format)}). Update the hub first.`
    case 'newerHub':
      return `Nothing was taken over: the file was made by Otklik ${refusal.appVersion}, which is newer (migration ${String(refusal.migration)}). Update the hub first.`
    case 'notEmpty':
      return 'Nothing was taken over: the database is not empty. Make a new one (createdb) and name it in DATABASE_URL.'
  }
}

async function readPassphrase(file: string | undefined): Promise<string> {
  if (file !== undefined && file !== '') return withoutLineEnd(readFileSync(file, 'utf8'))
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY })
  try {
    return await lines.question('Passphrase of the file: ')
  } finally {
    lines.close()
  }
}

function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '')
}
