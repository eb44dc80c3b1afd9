import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const DAYS = '30'
const P12_PASSWORD = 'otklik'

/** A company's own authority, what it vouches for, and the store of a person who trusts it. */
export interface CompanyCertificates {
  readonly caFile: string
  readonly serverCert: string
  readonly serverKey: string
  /** Into the store that Chromium reads on Linux, `$HOME/.pki/nssdb`. `client`: a certificate of the person as well. */
  trust(home: string, options: { readonly client: boolean }): Promise<void>
}

/** Needs openssl, and `certutil`, `pk12util` of libnss3-tools. */
export async function companyCertificates(folder: string, hosts: readonly string[]): Promise<CompanyCertificates> {
  const at = (name: string) => join(folder, name)
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const authority = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign']
  const subject = ['-subj', '/O=Firm/CN=Firm Root', '-keyout', 'ca.key', '-out', 'ca.pem']
  await openssl('req', '-x509', ...key, ...authority, ...subject, '-days', DAYS)
  const sign = async (name: string, common: string, extensions: string): Promise<void> => {
    writeFileSync(at(`${name}.ext`), extensions)
    await openssl(
      'req',
      '-new',
      ...key,
      '-subj',
      `/O=Firm/CN=${common}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    )
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', DAYS]
    await openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-extfile', `${name}.ext`, '-out', `${name}.pem`)
  }
  const names = hosts.map((host) => (/^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`)).join(',')
  await sign('server', hosts[0] ?? 'server', `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`)
  await sign('client', 'Anna Petrova', 'extendedKeyUsage=clientAuth\n')
  const p12 = [
    '-export',
    '-in',
    'client.pem',
    '-inkey',
    'client.key',
    '-name',
    'anna',
    '-passout',
    `pass:${P12_PASSWORD}`,
  ]
  await openssl('pkcs12', ...p12, '-out', 'client.p12')
  return {
    caFile: at('ca.pem'),
    serverCert: at('server.pem'),
    serverKey: at('server.key'),
    async trust(home, { client }) {
      const store = join(home, '.pki/nssdb')
      mkdirSync(store, { recursive: true })
      await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password'])
      await run('certutil', ['-A', '-d', `sql:${store}`, '-n', 'firm', '-t', 'C,,', '-i', at('ca.pem')])
      if (client) await run('pk12util', ['-i', at('client.p12'), '-d', `sql:${store}`, '-W', P12_PASSWORD, '-K', ''])
    },
  }
}
