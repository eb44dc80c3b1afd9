import { existsSync, readFileSync } from 'node:fs'
import tls from 'node:tls'

import type { AuthorityProblem } from '#shared/domain/certificate-authority'
import { err, ok, type Result } from '#shared/lib/result'
import { readAuthority } from '../sip/transport/read-authority'

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g
/** Where distributions gather what their administrator trusts; the first that is there. */
const LINUX_STORES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/** Newer Node reads the store of Windows and macOS, too. */
interface NewerTls {
  readonly getCACertificates?: (type: 'system') => readonly string[]
}

export type FileProblem = AuthorityProblem | 'unreadable'

/** What the system trusts and the built-in list does not: mostly what the company has installed. */
export function systemAuthorities(stores: readonly string[] = LINUX_STORES): readonly string[] {
  const { getCACertificates } = tls as NewerTls
  const store = stores.find((path) => existsSync(path))
  const found = getCACertificates
    ? getCACertificates('system')
    : store === undefined
      ? []
      : (readFileSync(store, 'utf8').match(BLOCK) ?? [])
  const builtIn = new Set(tls.rootCertificates.map(bare))
  return found.filter((each) => !builtIn.has(bare(each)))
}

/** The file that the company names (`network.caFile`). */
export function fileAuthorities(path: string, nowMs: number): Result<readonly string[], FileProblem> {
  let pem: string
  try {
    pem = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return err('unreadable')
    throw error
  }
  const read = readAuthority(pem, nowMs)
  return read.ok ? ok(pem.match(BLOCK) ?? []) : read
}

function bare(pem: string): string {
  return pem.replace(/\s+/g, '')
}
