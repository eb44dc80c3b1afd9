import { describe, expect, it } from 'vitest'
import { parseNameAddr, parseUri, parseVia, serialiseVia, tagOf, userOf } from './address'

describe('addresses', () => {
  it.each([
    ['"Ирина \\"С\\" <x>" <sip:a@x;p=1>;tag=7', 'Ирина "С" <x>', 'sip:a@x;p=1', '7'],
    ['Bob <sip:b@x>', 'Bob', 'sip:b@x', undefined],
    ['sip:b@x;tag=9', undefined, 'sip:b@x', '9'],
    ['<sip:b@x> ; tag = 9', undefined, 'sip:b@x', '9'],
  ])('%s', (text, displayName, uri, tag) => {
    const address = parseNameAddr(text)
    expect([address?.displayName, address?.uri, tagOf(text)]).toEqual([displayName, uri, tag])
  })

  it.each(['', '"open <sip:a@x>', '<sip:a@x'])('refuses %j', (text) => {
    expect(parseNameAddr(text)).toBeUndefined()
  })
})

describe('URIs', () => {
  it.each([
    ['sip:alice@x.test:5070;transport=tcp;lr?h=1', 'alice', 'x.test', 5070, 'tcp'],
    ['sips:x.test', undefined, 'x.test', undefined, undefined],
    ['sip:%2B7495@[::1]:5060', '+7495', '[::1]', 5060, undefined],
    ['sip:1001;phone-context=x:pw@h', '1001', 'h', undefined, undefined],
    ['tel:+7495', '+7495', '', undefined, undefined],
  ])('%s', (text, user, host, port, transport) => {
    const uri = parseUri(text)
    expect([uri?.user, uri?.host, uri?.port, uri?.params.get('transport')]).toEqual([user, host, port, transport])
  })

  it.each(['', 'http://x', 'sip:', 'sip:a@'])('refuses %j', (text) => {
    expect(parseUri(text)).toBeUndefined()
  })

  it('takes the user out of a whole header', () => {
    expect(userOf('"A" <sip:agent@x>;tag=1')).toBe('agent')
  })
})

describe('Via', () => {
  it('keeps valueless parameters and order', () => {
    const via = parseVia('SIP / 2.0 / tcp a.test:5060 ;rport;branch=z9hG4bK1')
    expect(via).toMatchObject({ transport: 'TCP', sentBy: 'a.test:5060' })
    expect(via && serialiseVia(via)).toBe('SIP/2.0/TCP a.test:5060;rport;branch=z9hG4bK1')
  })
})
