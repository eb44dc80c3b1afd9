import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { Grammar } from 'sip.js'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'
import { rewriteIncoming } from '../transport/message-rewriter'
import { headerTexts, oddText } from '../testing/header-texts'
import { parseQuickly } from './sip-grammar-fast-path'

/** Not replaced here: nothing in this file makes a user agent. */
const grammar = (text: string, rule: string): unknown => Grammar.parse(text, rule)

const HEADER_RULES: Readonly<Record<string, string>> = {
  via: 'Via',
  v: 'Via',
  from: 'From',
  f: 'From',
  to: 'To',
  t: 'To',
  contact: 'Contact',
  m: 'Contact',
  'record-route': 'Record_Route',
  'p-asserted-identity': 'Name_Addr_Header',
  cseq: 'CSeq',
  'call-id': 'Call_ID',
  i: 'Call_ID',
  'content-length': 'Content_Length',
  l: 'Content_Length',
  'max-forwards': 'Max_Forwards',
  'content-type': 'Content_Type',
  c: 'Content_Type',
  'www-authenticate': 'WWW_Authenticate',
  'proxy-authenticate': 'Proxy_Authenticate',
}
const RULES = [...new Set(Object.values(HEADER_RULES)), 'SIP_URI', 'Request_Response']

/** Prototypes, values and the order of keys: parameters are written again in that order. */
function describeWhole(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(describeWhole)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, describeWhole(inner)])
  return [(Object.getPrototypeOf(value) as { constructor: { name: string } }).constructor.name, ...entries]
}

/** Was it read without the grammar? Then exactly as the grammar reads it. */
function compare(text: string, rule: string): boolean {
  const quick = parseQuickly(text, rule)
  if (quick === undefined) return false
  expect(describeWhole(quick), `${rule}: ${text}`).toEqual(describeWhole(grammar(text, rule)))
  return true
}

function linesOf(message: string): (readonly [rule: string, value: string])[] {
  const [first = '', ...lines] = (message.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(':')
    const rule = HEADER_RULES[line.slice(0, colon).trim().toLowerCase()]
    return rule === undefined ? [] : [[rule, line.slice(colon + 1).trim()] as const]
  })
  return [['Request_Response', first], ...headers]
}

const SERVERS = join(import.meta.dirname, '../../../tests/fixtures/sip-servers')
const RULES_OF_WIRE = { viaHost: 'abc.invalid', contactUser: 'abc', localAddress: '127.0.0.1:60688' }
/** As the library gets them. */
const serverMessages = readdirSync(SERVERS)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) =>
    readFileSync(join(SERVERS, name), 'utf8')
      .split('\n=====\n')
      .map((text, index) => [`${name} ${String(index)}`, rewriteIncoming(text, RULES_OF_WIRE)] as const),
  )

const TORTURE = join(import.meta.dirname, '../../../tests/fixtures/rfc4475')
const torture = readdirSync(TORTURE).filter((name) => name.endsWith('.dat'))

describe('read without the grammar, as the grammar reads it', () => {
  it.each(torture)('[K8] %s', (name) => {
    for (const [rule, value] of linesOf(readFileSync(join(TORTURE, name), 'latin1'))) compare(value, rule)
  })

  it.each(serverMessages)('[K8] and every header of it: %s', (_name, message) => {
    expect(linesOf(message).filter(([rule, value]) => !compare(value, rule))).toEqual([])
  })
})

/** What servers wrote, and what others are known to write. */
function commonTexts(rule: string): string[] {
  const recorded = serverMessages.flatMap(([, message]) => linesOf(message))
  const own: Readonly<Record<string, readonly string[]>> = {
    SIP_URI: ['sip:+79001112233@pbx.example', 'sips:agent@10.0.0.1:5061;transport=tls;lr', 'sip:pbx.example'],
    Name_Addr_Header: ['"Анна П." <sip:%2B79001112233@pbx.example;user=phone>', 'Anna P <sip:102@10.0.0.1:5060>'],
    Max_Forwards: ['70'],
    Request_Response: ['SIP/2.0 486 Busy Here', 'SIP/2.0 404 Не найдено', 'BYE sip:abc@abc.invalid SIP/2.0'],
    Via: ['SIP/2.0/UDP 10.0.0.1:5060;rport=5060;received=192.0.2.1;branch=z9hG4bK-524287-1---a;alias'],
    WWW_Authenticate: [
      'Digest realm="pbx", nonce="a/b+c==", opaque="", stale=FALSE, algorithm=MD5, qop="auth,auth-int"',
    ],
    Content_Type: ['message/sipfrag'],
  }
  return [...new Set([...recorded.filter(([of]) => of === rule).map(([, text]) => text), ...(own[rule] ?? [])])]
}

const NEAR = { share: 1_500, full: 30_000 }
const DAMAGED = { share: 400, full: 8_000 }

it('has texts for every rule that is read quickly', () => {
  expect(Object.keys(headerTexts).sort()).toEqual([...RULES].sort())
})

describe.each(RULES)('%s', (rule) => {
  it('[K8] is read as the grammar reads it, or left to it', () => {
    const near = headerTexts[rule]
    if (!near) throw new Error(`no texts for ${rule}`)
    let quick = 0
    const runs = randomRuns(NEAR)
    fc.assert(
      fc.property(near, (text) => {
        if (compare(text, rule)) quick += 1
      }),
      runs,
    )
    // A comparison in which everything falls back proves nothing.
    expect(quick).toBeGreaterThan(runs.numRuns / 20)
  })

  it('[K8] so is a common text that was damaged', () => {
    const common = commonTexts(rule)
    expect(common.filter((text) => !compare(text, rule))).toEqual([])
    const damaged = fc.tuple(fc.constantFrom(...common), fc.nat(60), oddText, fc.nat(3))
    fc.assert(
      fc.property(damaged, ([text, at, insert, cut]) => {
        compare(text.slice(0, at) + insert + text.slice(at + cut), rule)
      }),
      randomRuns(DAMAGED),
    )
  })
})
