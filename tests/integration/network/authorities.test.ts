import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { fileAuthorities, systemAuthorities } from '../../../electron/network/company-authorities'
import { createFixture } from '../../../electron/sip/testing/phone-fixture'
import { answerTo, registrar, sipOverTls } from '../../../electron/sip/testing/tiny-servers'
import { trustAlso } from '../../../shared/node/trust-also'

const TLS = join(import.meta.dirname, '../../fixtures/tls')
const CA = join(TLS, 'ca.pem')
const run = promisify(execFile)

describe('[I4] the company’s authority for what speaks TLS through Node', () => {
  let server: https.Server
  let url: string
  beforeAll(async () => {
    const [key, cert] = ['by-ca.key.pem', 'by-ca.pem'].map((name) => readFileSync(join(TLS, name)))
    server = https.createServer({ key, cert }, (_request, response) => response.end('well'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
  })
  afterAll(() => {
    server.close()
  })

  it('is read from its file, or why not is said', () => {
    expect(fileAuthorities(CA, Date.now())).toMatchObject({ ok: true })
    const problems = ['none.pem', 'by-ca.pem', 'ca-expired.pem', 'key.pem'].map((name) => {
      const read = fileAuthorities(join(TLS, name), Date.now())
      return read.ok ? null : read.error
    })
    expect(problems).toEqual(['unreadable', 'notAuthority', 'expired', 'privateKey'])
  })

  it('is found in the system’s store, where the built-in list does not know it', () => {
    expect(systemAuthorities([join(TLS, 'none.pem'), CA])).toEqual([readFileSync(CA, 'utf8').trim()])
    expect(systemAuthorities([join(TLS, 'none.pem')])).toEqual([])
  })

  it('is trusted by fetch and by lines from then on, also beside an authority of the line itself', async () => {
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: expect.stringContaining('VERIFY') as string } })
    const line = await sipOverTls(
      registrar((text) => answerTo(text, 200, [`Contact: ${/Contact: (.*)/.exec(text)?.[1] ?? ''}`])),
      'by-ca',
    )
    const read = fileAuthorities(CA, Date.now())
    if (!read.ok) throw new Error(read.error)
    trustAlso(read.value)
    expect(await (await fetch(url)).text()).toBe('well')
    for (const authorityPem of [null, tls.rootCertificates[0] ?? '']) {
      const desk = createFixture({ account: { transport: 'tls', port: line.port, authorityPem } })
      desk.phone.start()
      await desk.untilRegistered()
      await desk.phone.stop()
    }
    await line.close()
  })

  it('is trusted by a process of the hub, to which it is told at the start', async () => {
    const script = `
      import { readFileSync } from 'node:fs'
      import { trustAlso } from ${JSON.stringify(join(import.meta.dirname, '../../../shared/node/trust-also.ts'))}
      const say = (promise) => promise.then((r) => r.text(), (e) => e.cause.code)
      const before = await say(fetch(${JSON.stringify(url)}))
      trustAlso([readFileSync(${JSON.stringify(CA)}, 'utf8')])
      console.log(JSON.stringify([before, await say(fetch(${JSON.stringify(url)}))]))`
    const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script])
    expect(JSON.parse(stdout)).toEqual([expect.stringContaining('VERIFY'), 'well'])
  })
})
