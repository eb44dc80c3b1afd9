import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Signs each program, library and installer of Windows with the company's own command (`npm run package -- --sign-with
 * COMMAND`), which is called with the path of one file and changes it in its place: a key in a token or at a service is
 * reached by its own tools. electron-builder calls this once for each file.
 */
export function signerBy(command) {
  return async ({ path }) => {
    const before = hashOf(path)
    try {
      await run(command, [path])
    } catch (error) {
      const said = String(error.stderr ?? '').trim()
      throw new Error(`${command} did not sign ${path}: ${said === '' ? error.message : said}`, { cause: error })
    }
    if (hashOf(path) === before)
      throw new Error(`${command} left ${path} as it was: expected a signature in the file itself`)
  }
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** What notarising takes of the environment; one of these whole. */
const OF_APPLE = [
  ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  ['APPLE_KEYCHAIN_PROFILE'],
]

/** Why what is wished to be signed cannot be, before anything is packed; `null`: nothing is missing. */
export function missingForSigning(platform, environment) {
  if (platform !== 'darwin') return null
  const isThere = (name) => (environment[name] ?? '') !== ''
  if (OF_APPLE.some((names) => names.every(isThere))) return null
  return `--signed: notarising expects ${OF_APPLE.map((names) => names.join(', ')).join(', or ')} in the environment`
}
