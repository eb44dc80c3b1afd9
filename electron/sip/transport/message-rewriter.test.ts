import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { digestAlgorithm, rewriteIncoming, rewriteOutgoing, type RewriteRules } from './message-rewriter'
import { isHeader, parseWireMessage } from './wire-message'

const rules: RewriteRules = { viaHost: 'abc.invalid', contactUser: 'abc', localAddress: '10.0.0.5:41000' }

function lines(...parts: string[]): string {
  return [...parts, 'Content-Length: 0', '', ''].join('\r\n')
}

function headers(text: string, name: string): string[] {
  return (parseWireMessage(text)?.headers ?? []).filter((header) => isHeader(header, name)).map(({ value }) => value)
}

describe('what leaves', () => {
  const text = lines(
    'INVITE sip:100@pbx SIP/2.0',
    'Via: SIP/2.0/TCP abc.invalid;branch=z9hG4bK1;rport',
    'From: <sip:me@pbx>;tag=1',
    'Contact: <sip:abc@abc.invalid;transport=tcp>',
  )

  it('[K8] carries the real address and port in Via and Contact', () => {
    const sent = rewriteOutgoing(text, rules)
    expect(headers(sent, 'via')).toEqual(['SIP/2.0/TCP 10.0.0.5:41000;branch=z9hG4bK1;rport'])
    expect(headers(sent, 'contact')).toEqual(['<sip:abc@10.0.0.5:41000;transport=tcp>'])
  })

  it('[K8] stays as it is on WebSockets', () => {
    expect(rewriteOutgoing(text, { ...rules, localAddress: null })).toBe(text)
  })
})

describe('a response', () => {
  it('[K8] gets back the Via that the library wrote, with its parameters', () => {
    const text = lines('SIP/2.0 200 OK', 'v: SIP/2.0/TCP 10.0.0.5:41000;branch=z9hG4bK1;received=10.0.0.5;rport=41000')
    expect(headers(rewriteIncoming(text, rules), 'via')).toEqual([
      'SIP/2.0/TCP abc.invalid;branch=z9hG4bK1;received=10.0.0.5;rport=41000',
    ])
  })

  const sha = 'Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"'
  const md5 = 'Digest realm="r", nonce="m", algorithm=MD5, qop="auth"'

  it.each([
    ['MD5 first', [md5, sha]],
    ['MD5 last', [sha, md5]],
    ['both in one header', [`${md5}, ${sha}`]],
  ])('[K8] of several challenges keeps the one that can be answered: %s', (_name, challenges) => {
    const text = lines('SIP/2.0 401 Unauthorized', ...challenges.map((value) => `WWW-Authenticate: ${value}`))
    expect(headers(rewriteIncoming(text, rules), 'www-authenticate')).toEqual([md5])
  })

  it('keeps challenges that cannot be answered, so that the refusal can be explained', () => {
    const text = lines('SIP/2.0 407 Proxy', `Proxy-Authenticate: ${sha}`)
    expect(headers(rewriteIncoming(text, rules), 'proxy-authenticate')).toEqual([sha])
    expect([digestAlgorithm(sha), digestAlgorithm('Digest realm="r"')]).toEqual(['sha-256', 'md5'])
  })
})

describe('a request', () => {
  it.each([
    ['INVITE sip:74950001122@10.0.0.5:41000 SIP/2.0', 'INVITE sip:abc@abc.invalid SIP/2.0'],
    ['INVITE tel:+74950001122 SIP/2.0', 'INVITE sip:abc@abc.invalid SIP/2.0'],
    ['BYE sips:me@10.0.0.5 SIP/2.0', 'BYE sip:abc@abc.invalid SIP/2.0'],
    ['OPTIONS nobodyKnowsThisScheme:totallyopaque SIP/2.0', 'OPTIONS sips:unsupported@scheme.invalid SIP/2.0'],
  ])('[K8] %s is addressed to us', (line, expected) => {
    expect(parseWireMessage(rewriteIncoming(lines(line, 'Via: SIP/2.0/TCP x'), rules))?.startLine).toBe(expected)
  })

  it('keeps its Via: the answer must go where it says', () => {
    const text = lines('INVITE sip:me@here SIP/2.0', 'Via: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK9')
    expect(headers(rewriteIncoming(text, rules), 'via')).toEqual(['SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK9'])
  })
})

it('joins folded header lines', () => {
  expect(parseWireMessage('SIP/2.0 200 OK\r\nSubject: one\r\n  two\r\n\r\n')?.headers).toEqual([
    { name: 'Subject', value: 'one two' },
  ])
})

const SERVERS = join(import.meta.dirname, '../../../tests/fixtures/sip-servers')

it('[K8] a response rewritten in place is the same as one taken apart and put together', () => {
  const responses = readdirSync(SERVERS)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(join(SERVERS, name), 'utf8').split('\n=====\n'))
    .filter((text) => text.startsWith('SIP/2.0 '))
  expect(responses.length).toBeGreaterThan(30)
  for (const response of responses) {
    // A folded line makes the rewriter take the message apart.
    const folded = rewriteIncoming(response.replace('\r\n', '\r\nX-Folded: a\r\n b\r\n'), rules)
    const { startLine, headers: all = [], body } = parseWireMessage(folded) ?? {}
    const kept = all.filter(({ name }) => name !== 'X-Folded')
    const whole = parseWireMessage(rewriteIncoming(response, rules))
    expect({ ...whole, headers: sorted(whole?.headers) }).toEqual({ startLine, headers: sorted(kept), body })
  }
})

/** Taking apart moves a challenge to the end. */
function sorted(headers: readonly { readonly name: string; readonly value: string }[] = []): string[] {
  return headers.map(({ name, value }) => `${name}: ${value}`).sort()
}

describe('who else may be called, in a refusal', () => {
  const own: RewriteRules = { ...rules, localAddress: null }
  const contactsOf = (lines: readonly string[]) =>
    rewriteIncoming(['SIP/2.0 302 Moved', ...lines, 'Content-Length: 0', '', ''].join('\r\n'), own)
      .split('\r\n')
      .filter((line) => /^(contact|m)\b/i.test(line))

  it.each([
    [['Contact: <tel:+7900>', 'Contact: <sip:a@b>;q=0.5'], ['Contact: <sip:a@b>;q=0.5']],
    [
      ['Contact: <mailto:a@b>, "Иванов, <А>" <sip:a,1@b>;q=0.5, sip:c@d'],
      ['Contact: "Иванов, <А>" <sip:a,1@b>;q=0.5, sip:c@d'],
    ],
    [['m: <tel:+7900>'], []],
    [['Contact: <sip:a@b>'], ['Contact: <sip:a@b>']],
  ])('[K9] %j leaves %j', (given, left) => {
    expect(contactsOf(given)).toEqual(left)
  })
})
