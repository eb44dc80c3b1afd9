import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { Core } from 'sip.js'
import { expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'
import { rewriteIncoming } from '../transport/message-rewriter'
import { headerTexts, oddText } from '../testing/header-texts'
import { installMessageFastPath } from './message-fast-path'
import { readMessageQuickly } from './quick-message'

/** As the library has them; the last test replaces them. */
const { parseMessage } = Core.Parser
const { hasHeader, getHeader, getHeaders, parseHeader } = methodsOf(Core.IncomingMessage.prototype)
const silent = { error: () => undefined, warn: () => undefined } as unknown as Core.Logger

function methodsOf(prototype: object) {
  const bound = (name: string) => {
    const method = Reflect.get(prototype, name) as (this: unknown, ...args: unknown[]) => unknown
    return (message: unknown, ...args: unknown[]) => method.call(message, ...args)
  }
  return {
    hasHeader: bound('hasHeader'),
    getHeader: bound('getHeader'),
    getHeaders: bound('getHeaders'),
    parseHeader: bound('parseHeader'),
  }
}

/** Prototypes, values and the order of keys, as the comparison of single headers has it. */
function describeWhole(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(describeWhole)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, describeWhole(inner)])
  return [(Object.getPrototypeOf(value) as { constructor: { name: string } }).constructor.name, ...entries]
}

/** Was it read without the library? Then exactly as the library reads it. */
function compare(text: string): boolean {
  const quick = readMessageQuickly(text)
  if (!quick) return false
  expect(describeWhole(quick), text).toEqual(describeWhole(parseMessage(text, silent)))
  return true
}

const FIXTURES = join(import.meta.dirname, '../../../tests/fixtures')
const RULES_OF_WIRE = { viaHost: 'abc.invalid', contactUser: 'abc', localAddress: '127.0.0.1:60688' }

const recorded = readdirSync(join(FIXTURES, 'sip-servers'))
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => readFileSync(join(FIXTURES, 'sip-servers', name), 'utf8').split('\n=====\n'))
  .map((text) => rewriteIncoming(text, RULES_OF_WIRE))
const torture = readdirSync(join(FIXTURES, 'rfc4475'))
  .filter((name) => name.endsWith('.dat'))
  .map((name) => readFileSync(join(FIXTURES, 'rfc4475', name), 'latin1'))

it('[K8] reads every recorded message of a server, as the library does', () => {
  expect(recorded.filter((text) => !compare(text))).toEqual([])
})

it('[K8] reads torture messages as the library does, or leaves them to it', () => {
  const quick = torture.filter((text) => compare(text))
  expect(quick.length).toBeLessThan(torture.length)
})

it('[K8] so are recorded messages that were damaged', () => {
  const place = fc.nat({ max: 2_000 })
  const damaged = fc.tuple(fc.constantFrom(...recorded, ...torture), place, oddText, fc.nat(3))
  fc.assert(
    fc.property(damaged, ([text, place, insert, cut]) => {
      const at = place % text.length
      compare(text.slice(0, at) + insert + text.slice(at + cut))
    }),
    randomRuns({ share: 2_000, full: 40_000 }),
  )
})

const FIELDS: readonly (readonly [names: readonly string[], rule: string | null])[] = [
  [['Via', 'v', 'VIA'], 'Via'],
  [['From', 'f', 'from'], 'From'],
  [['To', 't'], 'To'],
  [['Call-ID', 'i', 'Call-Id'], 'Call_ID'],
  [['CSeq', 'cseq'], 'CSeq'],
  [['Contact', 'm'], 'Contact'],
  [['Record-Route'], 'Record_Route'],
  [['Max-Forwards'], 'Max_Forwards'],
  [['Content-Type', 'c'], 'Content_Type'],
  [['Content-Length', 'l', 'Content-Length '], 'Content_Length'],
  [['WWW-Authenticate'], 'WWW_Authenticate'],
  [['Proxy-Authenticate', 'proxy-authenticate\t'], 'Proxy_Authenticate'],
  [['Server', 's', 'X-Asterisk-HangupCause', 'constructor', '__proto__', 'Refer-To', 'r', 'Min-SE', 'a b', ''], null],
]

const field = fc.constantFrom(...FIELDS).chain(([names, rule]) => {
  const values = (rule === null ? undefined : headerTexts[rule]) ?? fc.string({ maxLength: 8 })
  return fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(': ', ':', ':\t ', ' : '), values)
    .map((parts) => parts.join(''))
})

it('[K8] so are messages of many headers, whatever their order and number', () => {
  const first = fc.constantFrom('SIP/2.0 180 Ringing', 'SIP/2.0 000 None', 'INVITE sip:abc@abc.invalid SIP/2.0', 'SIP')
  const message = fc
    .tuple(first, fc.array(field, { maxLength: 8 }), fc.constantFrom('\r\n\r\n', '\r\n\r\nv=0\r\n', '\r\n'))
    .map(([start, fields, end]) => [start, ...fields].join('\r\n') + end)
  let quick = 0
  const runs = randomRuns({ share: 2_000, full: 40_000 })
  fc.assert(
    fc.property(message, (text) => {
      if (compare(text)) quick += 1
    }),
    runs,
  )
  // A comparison in which everything falls back proves nothing.
  expect(quick).toBeGreaterThan(runs.numRuns / 20)
})

it('[K8] finds headers by every spelling, as the library does', () => {
  const written = FIELDS.flatMap(([names]) => names)
  const names = [...written, ...written.map((name) => name.toUpperCase()), 'call_id', 'www_authenticate']
  const look = (methods: ReturnType<typeof methodsOf>) =>
    recorded.map((text) => {
      const message = parseMessage(text, silent)
      return names.map((name) => [
        methods.hasHeader(message, name),
        methods.getHeader(message, name),
        methods.getHeaders(message, name),
        describeWhole(methods.parseHeader(message, name)),
        describeWhole(methods.parseHeader(message, name, 1)),
      ])
    })
  const byLibrary = look({ hasHeader, getHeader, getHeaders, parseHeader })
  installMessageFastPath()
  installMessageFastPath()
  expect(look(methodsOf(Core.IncomingMessage.prototype))).toEqual(byLibrary)
})
