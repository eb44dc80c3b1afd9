import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

const run = promisify(execFile)

/** A certificate that nobody has signed: phones must refuse it. Node cannot make one, so openssl does. */
export async function createSelfSignedCertificate(host: string): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-certificate-'))
  try {
    const keyFile = join(folder, 'key.pem')
    const certFile = join(folder, 'cert.pem')
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    const subject = ['-days', '30', '-subj', '/CN=sandbox.otklik.test', '-addext', `subjectAltName=IP:${host}`]
    await run('openssl', [...request, ...subject, '-keyout', keyFile, '-out', certFile])
    return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
