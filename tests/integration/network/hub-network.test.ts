import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { performRequest } from '../../../hub/channels/platform/http/outcome'
import { noticeLetter } from '../../../hub/mail/letter'
import { letterSender } from '../../../hub/mail/send-letter'
import { HubNetwork } from '../../../hub/network/hub-network'
import { sendPush, type Push } from '../../../hub/push/send-push'
import { closedPort, startMailServer } from '../../../hub/testing/mail-server'
import { systemClock } from '../../../shared/lib/clock'
import { trustAlso } from '../../../shared/node/trust-also'
import type { TunnelPorts } from '../../../shared/node/tunnel'
import { companyCertificates, type CompanyCertificates } from '../../lib/company-certificates'
import { LoginProxy, type LoginProxyOptions } from '../../lib/login-proxy'

const AT_PROXY = { user: 'hub', password: 'пароль прокси' }
const PLATFORM = 'platform.test'
const PUSHES = 'push.test'
const run = promisify(execFile)

interface Asked {
  readonly method: string
  readonly path: string
  readonly type: string
  readonly body: string
}

/** Behind a proxy that inspects: every server shows a certificate of the company's own authority. */
describe('[I4] the hub’s own requests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-hub-network-'))
  const asked: Asked[] = []
  const open: { close(): Promise<void> }[] = []
  let certificates: CompanyCertificates
  let server: https.Server
  let port: number

  beforeAll(async () => {
    certificates = await companyCertificates(folder, [PLATFORM, PUSHES])
    const { serverCert, serverKey } = certificates
    server = https.createServer(
      { cert: readFileSync(serverCert), key: readFileSync(serverKey) },
      (request, response) => {
        void text(request).then((body) => {
          const { method = '', url: path = '', headers } = request
          asked.push({ method, path, type: headers['content-type'] ?? '', body })
          response.writeHead(path === '/push' ? 201 : 200).end('well')
        })
      },
    )
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    ;({ port } = server.address() as AddressInfo)
  })
  afterEach(async () => {
    asked.splice(0)
    await Promise.all(open.splice(0).map((each) => each.close()))
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true })
  })

  async function proxy(options?: LoginProxyOptions): Promise<LoginProxy> {
    const started = await LoginProxy.start(AT_PROXY, options)
    open.push(started)
    return started
  }

  function networkBy(route: () => string, answer: TunnelPorts['answer'] = async () => AT_PROXY): HubNetwork {
    return new HubNetwork({ resolveProxy: async () => route(), answer, clock: systemClock })
  }

  const ask = (network: HubNetwork, host = PLATFORM) =>
    performRequest(
      { exchange: network.exchange, clock: systemClock, stop: new AbortController().signal },
      { method: 'POST', url: `https://${host}:${String(port)}/messages`, body: '{}', timeoutMs: 10_000 },
    )

  it('stand before an authority that they do not know, and nothing of them has left', async () => {
    const through = await proxy()
    const outcome = await ask(networkBy(() => `PROXY ${through.address}`))
    expect(outcome).toEqual({ kind: 'notConnected', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
    expect(asked).toEqual([])
  })

  describe('once the company’s authority is trusted', () => {
    beforeAll(() => {
      trustAlso([readFileSync(certificates.caFile, 'utf8')])
    })

    it('pass the proxy with the login, and not without it, nor past it', async () => {
      const through = await proxy()
      const route = () => `PROXY ${through.address}`
      expect(await ask(networkBy(route, async () => null))).toEqual({ kind: 'notConnected', code: 'PROXY_WANTS_LOGIN' })
      // No name server knows it: only through the proxy is it there.
      expect(await ask(networkBy(() => 'DIRECT'))).toMatchObject({ kind: 'notConnected' })
      const closed = await closedPort()
      const gone = networkBy(() => `PROXY 127.0.0.1:${String(closed)}`)
      expect(await ask(gone)).toEqual({ kind: 'notConnected', code: 'PROXY_FAILED' })
      expect(asked).toEqual([])
      expect(await ask(networkBy(route))).toMatchObject({ kind: 'answer', status: 200 })
      expect(asked).toEqual([{ method: 'POST', path: '/messages', type: 'text/plain;charset=UTF-8', body: '{}' }])
      expect(new Set(through.passed)).toEqual(new Set([`CONNECT ${PLATFORM}:${String(port)}`]))
    })

    it('carry forms and files as Node’s own fetch does', async () => {
      const through = await proxy()
      const { fetch: send } = networkBy(() => `PROXY ${through.address}`)
      const url = `https://${PLATFORM}:${String(port)}/upload`
      await send(url, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) })
      const form = new FormData()
      form.set('file', new Blob(['картинка'], { type: 'image/png' }), 'a.png')
      await send(url, { method: 'POST', body: form })
      expect(asked[0]).toMatchObject({ type: expect.stringContaining('urlencoded') as string })
      expect(asked[1]?.type).toMatch(/^multipart\/form-data; boundary=/)
      expect(asked[1]?.body).toContain('filename="a.png"')
      expect(asked[1]?.body).toContain('картинка')
    })

    it('take another proxy at once when the settings change, without a start', async () => {
      const [before, after] = [await proxy(), await proxy()]
      let now = before
      const network = networkBy(() => `PROXY ${now.address}`)
      await ask(network)
      now = after
      network.changed()
      await ask(network)
      expect(asked).toHaveLength(2)
      expect([before.passed.length, after.passed.length]).toEqual([1, 1])
    })

    it('never go through a proxy to this computer', async () => {
      const network = networkBy(() => {
        throw new Error('nobody asks by which proxy this computer is reached')
      })
      // The certificate names other hosts: it was reached.
      for (const host of ['127.0.0.1', 'localhost'])
        expect(await ask(network, host)).toEqual({ kind: 'notConnected', code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    })

    it('reach push services through it', async () => {
      const through = await proxy({ ports: { [`${PUSHES}:443`]: port } })
      const { throughProxy } = networkBy(() => `PROXY ${through.address}`)
      const script = `import('web-push').then((push) => console.log(JSON.stringify(push.default.generateVAPIDKeys())))`
      const { stdout } = await run(process.execPath, ['-e', script])
      const keys = JSON.parse(stdout) as { publicKey: string; privateKey: string }
      const push: Push = {
        endpoint: `https://${PUSHES}/push`,
        p256dh: keys.publicKey,
        auth: 'AAAAAAAAAAAAAAAAAAAAAA',
        payload: '{}',
        ttlS: 60,
        urgency: 'high',
        topic: 'chat',
        contact: 'mailto:it@firm.ru',
      }
      const options = { keys, services: 'public', clock: systemClock, signal: new AbortController().signal } as const
      expect(await sendPush(push, { ...options, throughProxy })).toEqual({ kind: 'taken' })
      expect(through.passed).toEqual([`CONNECT ${PUSHES}:443`])
      const nobody = networkBy(
        () => `PROXY ${through.address}`,
        async () => null,
      )
      expect(await sendPush(push, { ...options, throughProxy: nobody.throughProxy })).toMatchObject({
        layer: 'connection',
        isWorthAgain: true,
      })
    })

    it('hand a letter over directly where that is possible, else through the proxy', async () => {
      const mail = await startMailServer()
      open.push(mail)
      const through = await proxy({ ports: { 'mail.test:25': mail.server.port } })
      const send = letterSender(networkBy(() => `PROXY ${through.address}`).throughProxy)
      const place = { kind: 'link' } as const
      const letter = noticeLetter({
        to: 'anna@mail.ru',
        language: 'ru',
        company: 'ООО «Ромашка»',
        count: 1,
        missedCalls: 0,
        place,
      })
      const { signal } = new AbortController()
      expect(await send(mail.server, letter, signal)).toEqual({ kind: 'sent' })
      expect(through.passed).toEqual([])
      expect(await send({ ...mail.server, host: 'mail.test', port: 25 }, letter, signal)).toEqual({ kind: 'sent' })
      expect(through.passed).toEqual(['CONNECT mail.test:25'])
      expect(mail.letters).toHaveLength(2)
    })
  })
})
