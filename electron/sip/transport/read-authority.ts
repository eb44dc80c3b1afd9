import { X509Certificate } from 'node:crypto'

import {
  MAX_AUTHORITY_CHARACTERS,
  type AuthorityProblem,
  type CertificateAuthority,
} from '#shared/domain/certificate-authority'
import { err, ok, type Result } from '#shared/lib/result'

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** One or more certificates of authorities in PEM. The first names the whole. */
export function readAuthority(pem: string, nowMs: number): Result<CertificateAuthority, AuthorityProblem> {
  if (pem.length > MAX_AUTHORITY_CHARACTERS) return err('tooLarge')
  // It would stand readable among the settings and is nothing that a phone needs.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) return err('privateKey')
  const certificates = (pem.match(BLOCK) ?? []).map(read)
  const [first] = certificates
  if (!first) return err('notCertificate')
  for (const certificate of certificates) {
    if (!certificate) return err('notCertificate')
    if (!certificate.ca) return err('notAuthority')
    if (Date.parse(certificate.validTo) <= nowMs) return err('expired')
    if (Date.parse(certificate.validFrom) > nowMs) return err('notYetValid')
  }
  return ok({ subject: subjectOf(first), validUntilMs: Date.parse(first.validTo) })
}

function read(block: string): X509Certificate | null {
  try {
    return new X509Certificate(block)
  } catch {
    // The frame of a certificate around something else: the caller says so.
    return null
  }
}

/** `O=Company\nCN=Company Root` → `Company, Company Root`. */
function subjectOf({ subject }: X509Certificate): string {
  const values = subject.split('\n').filter((line) => /^(O|CN)=/.test(line))
  return (values.length > 0 ? values : subject.split('\n')).map((line) => line.replace(/^\w+=/, '')).join(', ')
}
