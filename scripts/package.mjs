/**
 * `npm run package -- TARGET…`: installers of this platform in `dist/`, as electron-builder.yml describes them. Without
 * a target those of the file. Where Electron's own downloads are out of reach the packages carry the Electron that tests
 * use and stand in `dist/for-tests/`: they are never handed out (docs/it/install.md).
 * `--version X.Y.Z` makes them of another version; `--updates-url ADDRESS --updates-key KEY` (and `--updates-channel NAME`)
 * write into them where they get updates from, unless a policy says otherwise (docs/it/updates.md). `--signed`: what
 * comes out unsigned is an error; `--sign-with COMMAND` signs each file of Windows (docs/it/install.md).
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

import { build as pack, Platform } from 'electron-builder'

import { ensureElectron } from './ensure-electron.mjs'
import { build, checkNode, ROOT } from './lib/prepare.mjs'
import { ensureSystemPackages } from './lib/system-packages.mjs'
import { missingForSigning, signerBy } from './packaging/signing.mjs'

const PACKERS = ['rpm', 'cpio', 'xz-utils', 'p7zip-full|7zip']
/** Electron of before it has a wire of seven fuses. */
const FIRST_WITH_FILE_FUSE = 29

const { values, positionals: targets } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: 'string' },
    'updates-url': { type: 'string' },
    'updates-key': { type: 'string' },
    'updates-channel': { type: 'string' },
    signed: { type: 'boolean', default: false },
    'sign-with': { type: 'string' },
  },
})

const updates = readUpdates()
const signing = readSigning()

checkNode()
if (process.platform === 'linux') ensureSystemPackages(PACKERS)
build()

const electronDist = dirname(ensureElectron())
const electronVersion = readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '')
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const hasFileFuse = Number(electronVersion.split('.')[0]) >= FIRST_WITH_FILE_FUSE
const isForTests = electronVersion !== manifest.devDependencies.electron
if (isForTests)
  console.log(
    `\nElectron ${manifest.devDependencies.electron} is not here; these packages carry ${electronVersion} and are for tests only.\n`,
  )

// What electron-builder would download for this, and a closed network does not have, the distribution has itself.
if (existsSync('/usr/bin/dpkg-deb')) {
  process.env.CUSTOM_FPM_PATH ??= join(ROOT, 'scripts/packaging/fpm.mjs')
  process.env.ELECTRON_BUILDER_7ZIP_PATH ??= '/usr/bin/7z'
}

const made = await pack({
  projectDir: ROOT,
  targets: Platform.current().createTarget(targets),
  publish: 'never',
  // Over what electron-builder.yml says.
  config: {
    electronDist,
    electronVersion,
    // What nobody downloads is made quickly.
    ...(isForTests
      ? {
          directories: { output: 'dist/for-tests' },
          compression: 'store',
          deb: { compression: 'gz' },
          rpm: { compression: 'gzip' },
        }
      : {}),
    ...signing,
    ...(hasFileFuse ? { electronFuses: { grantFileProtocolExtraPrivileges: false } } : {}),
    extraMetadata: {
      ...(values.version === undefined ? {} : { version: values.version }),
      ...(updates === undefined ? {} : { updates }),
    },
  },
})
for (const file of made) console.log(file)

/** Of what is wished to be signed, nothing leaves unsigned. */
function readSigning() {
  const { signed, 'sign-with': command } = values
  if (!signed && command === undefined) return {}
  const missing = missingForSigning(process.platform, process.env)
  if (missing !== null) {
    console.error(missing)
    process.exit(1)
  }
  const win = command === undefined ? {} : { win: { signtoolOptions: { sign: signerBy(command) } } }
  return { forceCodeSigning: true, ...win }
}

/** A program checks it again when it starts (electron/updates/update-rules.ts), and then it is too late. */
function readUpdates() {
  const { 'updates-url': url, 'updates-key': publicKey, 'updates-channel': channel } = values
  if (url === undefined && publicKey === undefined && channel === undefined) return undefined
  if (url === undefined || !/^(https:|http:\/\/(127\.0\.0\.1|localhost)[:/]|file:\/\/\/|\\\\)/.test(url)) {
    console.error('--updates-url: expected https://…, file:///… or \\\\server\\share')
    process.exit(1)
  }
  if (publicKey === undefined || Buffer.from(publicKey, 'base64').length !== 32) {
    console.error('--updates-key: expected the public key that npm run publish-update -- new-key prints')
    process.exit(1)
  }
  return { url, publicKey, ...(channel === undefined ? {} : { channel }) }
}
