/**
 * `npm start`: sets everything up and opens the desk. A profile that has nothing configured yet gets the demo
 * sandbox (Avito, hh.ru and SIP on loopback, clients and candidates that write). Without a display the demo tour runs by itself.
 * Options after `--`: `--no-demo` never starts the sandbox, `--tour` runs the tour even with a display.
 */
import { spawn, spawnSync } from 'node:child_process'

import { ensureElectron } from './ensure-electron.mjs'
import { demoProfile, startDemoSandbox } from './lib/demo.mjs'
import { build, checkNode, installModules, ROOT } from './lib/prepare.mjs'
import { ensureSystemPackages, HEADLESS_PACKAGES, WINDOW_PACKAGES } from './lib/system-packages.mjs'

const options = new Set(process.argv.slice(2))
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
const isTour = options.has('--tour') || !hasDisplay

checkNode()
ensureSystemPackages(hasDisplay ? WINDOW_PACKAGES : [...WINDOW_PACKAGES, ...HEADLESS_PACKAGES])
installModules()
const electron = ensureElectron()
build()

if (isTour) runTour()
else await openDesk()

function runTour() {
  if (!hasDisplay) console.log('\nNo display here: the demo tour runs by itself on a virtual one (Xvfb).')
  const tour = [process.execPath, '--import', 'tsx', 'tests/tour/tour.ts']
  const [command, ...args] = hasDisplay ? tour : ['xvfb-run', '-a', '-s', '-screen 0 1280x800x24', ...tour]
  const env = { ...process.env, ELECTRON_EXEC_PATH: electron }
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env })
  process.exit(result.status ?? 1)
}

async function openDesk() {
  const profile = demoProfile()
  const sandbox = profile.isDemo && !options.has('--no-demo') ? await startDemoSandbox() : null
  if (sandbox) tell(sandbox)
  const args = ['.']
  // Chromium refuses to run as root with its sandbox; only development machines run Otklik as root.
  if (process.platform === 'linux' && process.getuid() === 0) args.unshift('--no-sandbox')
  // The demo's callees are on loopback, where WebRTC gathers no candidates by default.
  if (sandbox) args.unshift('--allow-loopback-in-peer-connection')
  const env = { ...process.env, ...(sandbox ? demoEnvironment(sandbox) : {}) }
  const desk = spawn(electron, args, { cwd: ROOT, stdio: 'inherit', env })
  const end = () => desk.kill('SIGTERM')
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  desk.on('exit', (code) => {
    sandbox?.stop()
    process.exit(code ?? 0)
  })
}

function tell({ resumeUrl, pbx }) {
  console.log(`\nDemo: begin a chat on hh.ru by this résumé (Ctrl N in the desk): ${resumeUrl}`)
  const { apiUrl, keys } = pbx
  console.log(`Connect its MANGO OFFICE in Settings, «АТС»: ${apiUrl}  key ${keys.apiKey}  salt ${keys.apiSalt}\n`)
}

function demoEnvironment({ demo, hubPort }) {
  return { OTKLIK_DEMO: JSON.stringify(demo), OTKLIK_HUB_PORT: process.env.OTKLIK_HUB_PORT ?? String(hubPort) }
}
