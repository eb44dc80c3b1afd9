/** System packages: found with dpkg, installed by apt as root, else named in a command for the person to run. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What Electron's window needs on Linux; `a|b` = any of them (Ubuntu renamed some). */
export const WINDOW_PACKAGES = [
  'libnss3',
  'libatk1.0-0|libatk1.0-0t64',
  'libatk-bridge2.0-0|libatk-bridge2.0-0t64',
  'libcups2|libcups2t64',
  'libdrm2',
  'libgtk-3-0|libgtk-3-0t64',
  'libgbm1',
  'libasound2|libasound2t64',
  'libxshmfence1',
]
export const HEADLESS_PACKAGES = ['xvfb', 'xauth', 'fonts-noto-color-emoji']
export const TEST_PACKAGES = [
  'kamailio',
  'kamailio-websocket-modules',
  'kamailio-tls-modules',
  'rtpengine',
  'baresip',
  'sip-tester',
  'openssl',
  'strace',
  'iproute2',
  // A team's database.
  'postgresql',
  // A proxy before a team's hub.
  'nginx-light|nginx',
  // Whether the entry of the menu is as desktops want it.
  'desktop-file-utils',
  // A person's store of certificates.
  'libnss3-tools',
  // A visitor's browser for the site chat.
  'chromium|chromium-browser',
]

const isInstalled = (name) =>
  spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' }).stdout?.includes(
    'install ok installed',
  ) ?? false

const isKnown = (name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0

/** Ends the process with a clear sentence when something is missing that it may not install. */
export function ensureSystemPackages(wanted) {
  if (process.platform !== 'linux') return
  if (!existsSync('/usr/bin/dpkg-query')) {
    console.log(
      `This is not Debian or Ubuntu. If a window does not open, install the equivalents of: ${wanted.join(' ')}`,
    )
    return
  }
  const missing = wanted.filter((entry) => !entry.split('|').some(isInstalled))
  if (missing.length === 0) return
  const first = missing.map((entry) => entry.split('|')[0])
  if (process.getuid() !== 0) {
    console.error(
      `Missing system packages. Install them and start again:\n  sudo apt-get install -y --no-install-recommends ${first.join(' ')}`,
    )
    process.exit(1)
  }
  console.log(`Installing system packages: ${first.join(' ')}`)
  apt(['update', '-qq'])
  const names = missing.map((entry) => entry.split('|').find(isKnown) ?? entry.split('|')[0])
  apt(['install', '-y', '-qq', '--no-install-recommends', ...names])
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const result = spawnSync('apt-get', args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', env })
  if (result.status === 0) return
  console.error(`apt-get ${args.join(' ')} failed:\n${result.stderr.slice(-2000)}`)
  process.exit(1)
}
