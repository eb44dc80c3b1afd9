import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { freePort, startPostgres, type TestPostgres } from '../../../hub/store/testing/postgres'
import { buildHub, tokenKey, type BuiltHub } from '../../../hub/testing/built-hub'
import { PREPARING_MS } from '../../../hub/testing/test-folder'
import { companyCertificates, type CompanyCertificates } from '../../lib/company-certificates'
import { LoginProxy } from '../../lib/login-proxy'
import { waitUntil } from '../../lib/wait-until'

const ISSUER = 'id.test'
const folder = mkdtempSync(join(tmpdir(), 'otklik-team-network-'))
let built: BuiltHub
let postgres: TestPostgres
let certificates: CompanyCertificates
let provider: https.Server
let issuer: string

beforeAll(async () => {
  ;[built, postgres, certificates] = await Promise.all([
    buildHub(),
    startPostgres(),
    companyCertificates(folder, [ISSUER]),
  ])
  const { serverCert, serverKey } = certificates
  provider = https.createServer({ cert: readFileSync(serverCert), key: readFileSync(serverKey) }, (_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ issuer, authorization_endpoint: `${issuer}/authorize` }))
  })
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done))
  issuer = `https://${ISSUER}:${String((provider.address() as AddressInfo).port)}`
}, PREPARING_MS)
afterAll(async () => {
  provider.closeAllConnections()
  provider.close()
  await postgres.remove()
  rmSync(folder, { recursive: true })
})

/** The hub of a team as IT starts it; `stop` ends it in good order. */
async function start(environment: Readonly<Record<string, string>>) {
  const port = await freePort()
  const child = spawn(process.execPath, [join(dirname(built.entry), 'team.cjs')], {
    env: {
      DATABASE_URL: await postgres.createDatabase(),
      OTKLIK_TOKEN_KEY: tokenKey,
      OTKLIK_DATA_FOLDER: mkdtempSync(join(folder, 'data-')),
      OTKLIK_PORT: String(port),
      OTKLIK_PUBLIC_URL: 'https://hub.test',
      OTKLIK_OIDC_ISSUER: issuer,
      OTKLIK_OIDC_CLIENT_ID: 'otklik',
      OTKLIK_OIDC_CLIENT_SECRET: 'secret',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = text(child.stdout)
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${String(port)}`
  return {
    ended,
    said,
    untilReady: () =>
      waitUntil(async () => (await fetch(`${url}/health/ready`).catch(() => null))?.status === 200, PREPARING_MS),
    /** Of whom it has to ask the provider first. */
    beginSignIn: async () =>
      fetch(`${url}/api/auth/oidc/begin`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ provider: 'oidc' }),
      }),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

it(
  '[I4] a team’s hub goes by the proxy of its environment, with its login and the company’s authority',
  async () => {
    const proxy = await LoginProxy.start({ user: 'hub', password: 'слово' })
    const through = `http://hub:${encodeURIComponent('слово')}@${proxy.address}`
    const whole = { HTTPS_PROXY: through, NODE_EXTRA_CA_CERTS: certificates.caFile }
    const lacking = [
      { ...whole, HTTPS_PROXY: `http://${proxy.address}` },
      { ...whole, NODE_EXTRA_CA_CERTS: '' },
      { ...whole, NO_PROXY: '.test' },
    ]
    for (const environment of lacking) {
      const hub = await start(environment)
      await hub.untilReady()
      expect((await hub.beginSignIn()).status).toBe(503)
      await hub.stop()
      expect(await hub.said).not.toContain('слово')
    }
    const hub = await start(whole)
    await hub.untilReady()
    const begun = await hub.beginSignIn()
    expect(begun.status).toBe(200)
    expect(await begun.json()).toMatchObject({ url: expect.stringMatching(`^${issuer}/authorize`) as string })
    await hub.stop()
    await proxy.close()
  },
  PREPARING_MS,
)

it('[I4] a proxy that cannot be meant ends it with the name of the variable', async () => {
  const hub = await start({ HTTPS_PROXY: 'socks5://hub:слово@proxy:1080' })
  expect(await hub.ended).toEqual([78, null])
  const said = await hub.said
  expect(said).toContain('HTTPS_PROXY: expected http://host:port')
  expect(said).not.toContain('слово')
})
