/** The demo sandbox of `npm start`: which profiles get it, and its process. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { ROOT } from './prepare.mjs'

/** Fixed, so that a demo profile finds its sandbox again at the next start. */
const PORTS = { avito: 47650, sipWs: 47651, sipTcp: 47652, sipUdp: 47653, sipControl: 47654, hh: 47655, mango: 47656 }
/** Of the demo's hub: the cloud PBX is told where to send its events before there is one. */
const HUB_PORT = 47660
const START_TIMEOUT_MS = 20_000

function userDataFolder() {
  if (process.env.OTKLIK_USER_DATA) return process.env.OTKLIK_USER_DATA
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/Otklik')
  if (process.platform === 'win32') return join(process.env.APPDATA ?? join(homedir(), 'AppData/Roaming'), 'Otklik')
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Otklik')
}

/** A profile that does not exist yet becomes a demo profile and stays one; a real one is left alone. */
export function demoProfile() {
  const folder = userDataFolder()
  const mark = join(folder, 'demo.json')
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(mark, `${JSON.stringify({ ports: PORTS })}\n`)
  }
  return { folder, isDemo: existsSync(mark) }
}

/** @returns {Promise<{ demo: object, resumeUrl: string, pbx: object, hubPort: number, stop(): void }>} `demo` is the value of OTKLIK_DEMO */
export function startDemoSandbox() {
  const args = ['sandbox/cli/main.ts', '--seed', 'demo', '--customers', '--stay-with-stdin']
  args.push('--avito-port', PORTS.avito, '--hh-port', PORTS.hh, '--ws-port', PORTS.sipWs, '--tcp-port', PORTS.sipTcp)
  args.push('--udp-port', PORTS.sipUdp, '--sip-control-port', PORTS.sipControl)
  args.push('--mango-port', PORTS.mango, '--mango-events', `http://127.0.0.1:${HUB_PORT}/hooks/mango`, '--json')
  const command = ['--import', 'tsx', ...args.map(String)]
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The demo sandbox did not start within 20 s')), START_TIMEOUT_MS)
    let text = ''
    child.on('exit', (code) => reject(new Error(`The demo sandbox ended with ${code} before it was ready`)))
    child.stdout.on('data', (chunk) => {
      text += chunk
      const line = text.slice(0, text.indexOf('\n') + 1)
      if (!line) return
      clearTimeout(timer)
      const ready = JSON.parse(line)
      const { hh, mango: pbx } = ready
      const stop = () => child.kill('SIGTERM')
      resolve({ demo: demoSettings(ready), resumeUrl: hh.resumeUrl, pbx, hubPort: HUB_PORT, stop })
    })
  })
}

/** @param ready the line that the sandbox prints when it stands */
export function demoSettings(ready) {
  const { apiUrl, consentUrl, clientId, clientSecret } = ready.avito
  const { ws, domain, users } = ready.sip
  return {
    avito: { apiUrl, consentUrl, clientId, clientSecret, hasJobs: true },
    hh: {
      apiUrl: ready.hh.apiUrl,
      consentUrl: ready.hh.consentUrl,
      clientId: ready.hh.clientId,
      clientSecret: ready.hh.clientSecret,
      contactEmail: 'hr@romashka.example',
    },
    site: { name: 'Сайт', company: 'Кофейня «Ромашка»', greeting: 'Здравствуйте! Спросите о вакансиях, мы на связи.' },
    sip: {
      label: 'Демо',
      transport: 'ws',
      host: ws.host,
      port: ws.port,
      webSocketPath: ws.path,
      domain,
      user: users[0].user,
      password: users[0].password,
      colleagues: [
        { number: '1007', name: 'Ольга Кузнецова' },
        { number: '1003', name: 'Пётр Сергеев' },
        { number: '1001', name: 'Справочная' },
      ],
    },
  }
}
