import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { readAuthority } from './read-authority'

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../tests/fixtures/tls', `${name}.pem`), 'utf8')
const NOW = Date.UTC(2026, 10, 28)

describe('[K8] the file of a company’s authority', () => {
  it('names it and how long it holds', () => {
    expect(readAuthority(fixture('ca'), NOW)).toEqual({
      ok: true,
      value: { subject: 'Otklik Test, Otklik Test CA', validUntilMs: Date.UTC(2125, 11, 31) },
    })
  })

  it('may hold several, and words between them', () => {
    expect(readAuthority(`Root:\n${fixture('ca')}\nOnce more:\n${fixture('ca')}`, NOW).ok).toBe(true)
  })

  it.each([
    ['nothing', '', 'notCertificate'],
    ['a text', 'see the attachment', 'notCertificate'],
    ['a broken certificate', fixture('ca').replace(/\n.{20}/, '\nAAAA'), 'notCertificate'],
    ['a frame around nothing', '-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----', 'notCertificate'],
    ['the certificate of a server', fixture('by-ca'), 'notAuthority'],
    ['an authority and a server', `${fixture('ca')}${fixture('by-ca')}`, 'notAuthority'],
    ['one whose time is over', fixture('ca-expired'), 'expired'],
    ['a private key', fixture('by-ca.key'), 'privateKey'],
    ['a certificate with its private key', `${fixture('ca')}${fixture('by-ca.key')}`, 'privateKey'],
    ['a whole store', fixture('ca').repeat(200), 'tooLarge'],
  ])('with %s is refused by what it is', (_what, text, problem) => {
    expect(readAuthority(text, NOW)).toEqual({ ok: false, error: problem })
  })

  it('whose time has not begun is refused', () => {
    expect(readAuthority(fixture('ca'), Date.UTC(2019, 0, 1))).toEqual({ ok: false, error: 'notYetValid' })
  })
})
