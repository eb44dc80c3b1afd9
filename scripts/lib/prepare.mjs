/** The set-up that every command does for itself: modules, Electron, build. Plain Node, so it runs on a bare clone. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const OLDEST_NODE = [20, 19]
const SOURCES = [
  'electron',
  'hub',
  'portal',
  'renderer',
  'shared',
  'resources',
  'electron.vite.config.ts',
  'package-lock.json',
]
const BUILD_STAMP = join(ROOT, 'out/.sources')
const MODULES_STAMP = join(ROOT, 'node_modules/.cache/otklik-lock')

export function step(title, command, args, options = {}) {
  console.log(`\n› ${title}`)
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options })
  if (result.status !== 0) {
    console.error(`✗ ${title} failed (${result.status ?? result.signal})`)
    process.exit(result.status ?? 1)
  }
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  console.error(
    `Otklik is built with Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Install a newer Node.js.`,
  )
  process.exit(1)
}

export function installModules() {
  const lock = hashOf([join(ROOT, 'package-lock.json')])
  if (existsSync(MODULES_STAMP) && readFileSync(MODULES_STAMP, 'utf8') === lock) return
  step('Installing modules', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  mkdirSync(dirname(MODULES_STAMP), { recursive: true })
  writeFileSync(MODULES_STAMP, lock)
}

export function build() {
  const sources = hashOf(SOURCES.flatMap((entry) => filesUnder(join(ROOT, entry))))
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === sources) return
  const quiet = { env: { ...process.env, NODE_ENV: 'production' } }
  step('Building the desk', bin('electron-vite'), ['build', '--logLevel', 'warn'], quiet)
  step('Building the hub', bin('vite'), ['build', '-c', 'hub/vite.config.ts', '--logLevel', 'error'], quiet)
  step('Building the portal', bin('vite'), ['build', '-c', 'portal/vite.config.ts', '--logLevel', 'error'], quiet)
  writeFileSync(BUILD_STAMP, sources)
}

/** An executable that `npm ci` installed. */
export function bin(name) {
  return join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name)
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(ROOT.length)).update(readFileSync(file))
  return hash.digest('hex')
}
