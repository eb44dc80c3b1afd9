/** `npm run publish-update`: makes the key of a company's releases, signs releases into a folder, widens their circle (docs/it/updates.md). */
import { parseArgs } from 'node:util'

import { channelName } from '../../shared/contract/release'
import { changePercent, publish } from './publish'
import { newReleaseKey, publicKeyOf, readReleaseKey } from './release-key'

const USAGE = `npm run publish-update -- new-key KEY-FILE
npm run publish-update -- public-key KEY-FILE
npm run publish-update -- release --key KEY-FILE --folder FOLDER [--channel stable] [--percent 100] [--notes-ru TEXT] [--notes-en TEXT] FILE…
npm run publish-update -- percent --key KEY-FILE --folder FOLDER [--channel stable] --percent 50

The passphrase of a key stands in OTKLIK_RELEASE_PASSPHRASE.`

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
  if (command !== 'release' && command !== 'percent')
    throw new UsageError(`expected new-key, public-key, release or percent, got ${command ?? 'nothing'}`)
  const { key: keyFile, folder, channel } = values
  if (keyFile === undefined || folder === undefined) throw new UsageError(`${command}: expected --key and --folder`)
  if (!channelName.safeParse(channel).success)
    throw new UsageError(`--channel: expected small letters, digits and hyphens, got ${channel}`)
  const percent = Number(values.percent ?? (command === 'release' ? 100 : Number.NaN))
  if (!(percent >= 0 && percent <= 100)) throw new UsageError('--percent: expected a number from 0 to 100')
  const key = readReleaseKey(keyFile, passphrase)
  const common = { folder, channel, percent, nowMs: Date.now() }
  if (command === 'release' && rest.length === 0) throw new UsageError('release: expected the files of a version')
  const release =
    command === 'percent'
      ? changePercent(key, common)
      : await publish(key, { ...common, files: rest, notes: { ru: values['notes-ru'], en: values['notes-en'] } })
  return `${release.channel}: ${release.version} for ${release.rolloutPercent} % (${release.files.map(({ name }) => name).join(', ')})`
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
