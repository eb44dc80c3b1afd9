/** `npm run publish-update`: makes the key of a company's releases, signs releases into a folder, widens their circle, renews them (docs/it/updates.md). */
import { parseArgs } from 'node:util'

import { channelName } from '../../shared/contract/release'
import { publish, publishAgain } from './publish'
import { newReleaseKey, publicKeyOf, readReleaseKey } from './release-key'

const USAGE = `npm run publish-update -- new-key KEY-FILE
npm run publish-update -- public-key KEY-FILE
npm run publish-update -- release --key KEY-FILE --folder FOLDER [--channel stable] [--percent 100] [--valid-days 30] [--notes-ru TEXT] [--notes-en TEXT] FILE…
npm run publish-update -- percent --key KEY-FILE --folder FOLDER [--channel stable] --percent 50 [--valid-days 30]
npm run publish-update -- renew --key KEY-FILE --folder FOLDER [--channel stable] --valid-days 30

The passphrase of a key stands in OTKLIK_RELEASE_PASSPHRASE.`

const DAY_MS = 86_400_000
const COMMANDS = ['release', 'percent', 'renew'] as const
type Command = (typeof COMMANDS)[number]

class UsageError extends Error {}

try {
  console.log(await run(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) console.error(`\n${USAGE}`)
  process.exitCode = 1
}

async function run(words: readonly string[]): Promise<string> {
  const { values, positionals } = read(words)
  const [command, ...rest] = positionals
  const passphrase = process.env['OTKLIK_RELEASE_PASSPHRASE']
  if (command === 'new-key') return newReleaseKey(only(rest), passphrase)
  if (command === 'public-key') return publicKeyOf(readReleaseKey(only(rest), passphrase))
  if (!isCommand(command))
    throw new UsageError(`expected new-key, public-key, release, percent or renew, got ${command ?? 'nothing'}`)
  const { key: keyFile, folder, channel } = values
  if (keyFile === undefined || folder === undefined) throw new UsageError(`${command}: expected --key and --folder`)
  if (!channelName.safeParse(channel).success)
    throw new UsageError(`--channel: expected small letters, digits and hyphens, got ${channel}`)
  const percent = percentOf(command, values.percent)
  const nowMs = Date.now()
  const validUntilMs = endOf(command, values['valid-days'], nowMs)
  const key = readReleaseKey(keyFile, passphrase)
  const common = { folder, channel, nowMs, validUntilMs }
  if (command === 'release' && rest.length === 0) throw new UsageError('release: expected the files of a version')
  const notes = { ru: values['notes-ru'], en: values['notes-en'] }
  const release =
    command === 'release'
      ? await publish(key, { ...common, percent: percent ?? 100, files: rest, notes })
      : publishAgain(key, { ...common, percent })
  return `${release.channel}: ${release.version} for ${release.rolloutPercent} % (${release.files.map(({ name }) => name).join(', ')})`
}

function isCommand(word: string | undefined): word is Command {
  return COMMANDS.some((each) => each === word)
}

function percentOf(command: Command, given: string | undefined): number | undefined {
  if (given === undefined && command !== 'percent') return undefined
  const percent = Number(given ?? Number.NaN)
  if (!(percent >= 0 && percent <= 100)) throw new UsageError('--percent: expected a number from 0 to 100')
  return percent
}

/** `undefined`: as before. */
function endOf(command: Command, given: string | undefined, nowMs: number): number | undefined {
  if (given === undefined && command !== 'renew') return undefined
  const days = Number(given ?? Number.NaN)
  if (!(Number.isInteger(days) && days >= 1 && days <= 366))
    throw new UsageError('--valid-days: expected a whole number of days from 1 to 366')
  return nowMs + days * DAY_MS
}

function read(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        folder: { type: 'string' },
        channel: { type: 'string', default: 'stable' },
        percent: { type: 'string' },
        'valid-days': { type: 'string' },
        'notes-ru': { type: 'string', default: '' },
        'notes-en': { type: 'string', default: '' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function only(rest: readonly string[]): string {
  const [path] = rest
  if (path === undefined || rest.length > 1) throw new UsageError('expected the file of the key, and nothing else')
  return path
}
