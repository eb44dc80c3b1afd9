import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '#shared/testing/random-runs'
import { parseMessage } from './parse-message'
import { serialiseMessage, type SipMessage } from './sip-message'

function parsed(...lines: string[]): SipMessage {
  const result = parseMessage(lines.join('\r\n'))
  if (!result.ok) throw new Error(`Expected a message, got ${result.error}`)
  return result.value
}

const HEAD = ['Via: SIP/2.0/TCP a.test;branch=z9hG4bK1', 'From: <sip:a@x>;tag=1', 'To: <sip:b@x>', 'Call-ID: c']

describe('reading a message', () => {
  it('understands compact names, any case and folded lines (RFC 3261 §7.3)', () => {
    const message = parsed(
      'INVITE sip:b@x SIP/2.0',
      'v: SIP/2.0/TCP a.test',
      '  ;branch=z9hG4bK1',
      'f: "A"',
      '\t<sip:a@x>;tag=1',
      'T : <sip:b@x>',
      'i: c1',
      'cseq: 7 INVITE',
      'l: 3',
      '',
      'abcdef',
    )
    const names = [...message.headers].map(({ name }) => name)
    expect(names).toEqual(['Via', 'From', 'To', 'Call-ID', 'cseq', 'Content-Length'])
    expect(message.headers.get('Via')).toBe('SIP/2.0/TCP a.test ;branch=z9hG4bK1')
    expect(message.headers.get('FROM')).toBe('"A" <sip:a@x>;tag=1')
    expect(message).toMatchObject({ kind: 'request', method: 'INVITE', uri: 'sip:b@x', body: 'abc' })
  })

  it('joins several lines and commas of one field, and leaves quoted commas alone', () => {
    const message = parsed(
      'SIP/2.0 200 OK',
      ...HEAD,
      'CSeq: 1 REGISTER',
      'Contact: "Last, First" <sip:a@x;p="1,2">;q=1, <sip:a,b@y>',
      'm: <sip:c@z>',
      '',
      '',
    )
    expect(message.headers.list('Contact')).toEqual(['"Last, First" <sip:a@x;p="1,2">;q=1', '<sip:a,b@y>', '<sip:c@z>'])
  })

  it('takes a response without a reason phrase', () => {
    expect(parsed('SIP/2.0 100 ', ...HEAD, 'CSeq: 1 INVITE', '', '')).toMatchObject({ status: 100, reason: '' })
  })

  it.each([
    ['bad-start-line', ['INVITE SIP/2.0', ...HEAD, 'CSeq: 1 INVITE']],
    ['bad-start-line', ['INVITE sip:a b@x SIP/2.0', ...HEAD, 'CSeq: 1 INVITE']],
    ['bad-header', ['INVITE sip:b@x SIP/2.0', ...HEAD, 'no colon here', 'CSeq: 1 INVITE']],
    ['missing-header', ['INVITE sip:b@x SIP/2.0', ...HEAD]],
    ['bad-cseq', ['INVITE sip:b@x SIP/2.0', ...HEAD, 'CSeq: x INVITE']],
    ['cseq-method-differs', ['INVITE sip:b@x SIP/2.0', ...HEAD, 'CSeq: 1 BYE']],
  ] as const)('refuses with %s', (reason, lines) => {
    expect(parseMessage([...lines, '', ''].join('\r\n'))).toEqual({ ok: false, error: reason })
  })

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (noise) => {
        parseMessage(noise)
        parseMessage(`INVITE sip:b@x SIP/2.0\r\n${HEAD.join('\r\n')}\r\nCSeq: 1 INVITE\r\n${noise}`)
      }),
      randomRuns(),
    )
  })

  it('gives back what was written, with the length of the body in bytes', () => {
    const text = fc.string({ maxLength: 60 }).map((value) => value.replace(/[\r\n]/g, ' ').trim())
    fc.assert(
      fc.property(text, fc.string({ unit: 'grapheme', maxLength: 200 }), (subject, body) => {
        const written = parsed('INVITE sip:b@x SIP/2.0', ...HEAD, 'CSeq: 1 INVITE', `Subject: ${subject}`, '', '')
        const read = parseMessage(serialiseMessage({ ...written, body }))
        expect(read).toMatchObject({ ok: true, value: { kind: 'request', body } })
        if (read.ok) expect(read.value.headers.get('s')).toBe(subject)
      }),
      randomRuns(),
    )
  })
})
