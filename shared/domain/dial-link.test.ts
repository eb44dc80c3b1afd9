import { describe, expect, it } from 'vitest'

import { findNumberIn, mayDialAtOnce, parseDialLink } from './dial-link'

const number = (text: string, extension: string | null = null) => ({ kind: 'number', number: text, extension })

describe('a link that names whom to call', () => {
  it.each([
    ['tel:+7-900-111-22-33', '+79001112233', null],
    ['TEL:+7(900)1112233', '+79001112233', null],
    ['tel://+79001112233', '+79001112233', null],
    ['tel:%2B7%20900%20111-22-33', '+79001112233', null],
    ['tel:+7-495-000-04-40;ext=123', '+74950000440', '123'],
    ['tel:+74950000440;EXT=12-34;isub=5', '+74950000440', '1234'],
    ['tel:7042;phone-context=example.com', '7042', null],
    ['tel:000-04-40;phone-context=+7-495', '+74950000440', null],
    ['tel:*72', '*72', null],
    ['callto:100', '100', null],
    ['callto://+79001112233', '+79001112233', null],
    ['sip:reception@pbx.example?subject=x', 'reception@pbx.example', null],
    ['sip:reception:secret@pbx.example:5070;transport=tcp', 'reception@pbx.example', null],
    ['sips:%72eception@pbx.example', 'reception@pbx.example', null],
    ['sip:+7-900-111-22-33;ext=7@gw.example;user=phone', '+79001112233', '7'],
    ['sip:89001112233@gw.example;user=phone', '89001112233', null],
    ['  tel:100  ', '100', null],
  ] as const)('[K16] %s', (url, expected, extension) => {
    expect(parseDialLink(url)).toEqual(number(expected, extension))
  })

  it.each([
    ['https://example.com', 'notALink'],
    ['javascript:alert(1)', 'notALink'],
    ['--user-data-dir=/tmp', 'notALink'],
    ['tel:', 'noNumber'],
    ['tel:;ext=5', 'noNumber'],
    ['tel:Анна', 'noNumber'],
    ['tel:%D0%90', 'noNumber'],
    ['tel:+7900%0d%0aContact:x', 'noNumber'],
    ['sip:a%3Cb@host', 'noNumber'],
    ['sip:a%22b@host', 'noNumber'],
    ['sip:user@ho st', 'noNumber'],
    ['sip:@host', 'noNumber'],
    ['tel:+7%zz', 'broken'],
    ['sip:%ff@host', 'broken'],
  ] as const)('[K16] %s is refused: %s', (url, fault) => {
    expect(parseDialLink(url)).toMatchObject({ kind: 'fault', fault })
  })

  it('[K16] no telephone has so many digits', () => {
    expect(parseDialLink(`tel:${'1'.repeat(21)}`)).toMatchObject({ kind: 'fault', fault: 'noNumber' })
    expect(parseDialLink(`tel:${'1'.repeat(600)}`)).toMatchObject({ kind: 'fault', fault: 'tooLong' })
  })

  it('[K16] shows a refused link shortened and without characters that would turn the line around', () => {
    const refused = parseDialLink(`tel:\u202eабв\r\n${'г'.repeat(100)}`)
    if (refused.kind !== 'fault') throw new Error('Expected a refusal.')
    expect(refused.text).toHaveLength(61)
    expect(/[\r\n\u202e]/.test(refused.text)).toBe(false)
  })

  it('[K16] no extension is taken that a call could not send as tones', () => {
    expect(parseDialLink('tel:100;ext=abc')).toEqual(number('100'))
    expect(parseDialLink(`tel:100;ext=${'1'.repeat(13)}`)).toEqual(number('100'))
  })
})

describe('a number in a selected text', () => {
  it.each([
    ['8 900 111-22-33', '89001112233'],
    ['Звоните: +7 (900) 111-22-33 после обеда', '+79001112233'],
    ['заказ 17, тел. 495 000-04-40', '4950000440'],
    ['tel:+79001112233', '+79001112233'],
    ['1002', '1002'],
  ])('[K16] %s', (text, expected) => {
    expect(findNumberIn(text)).toEqual(number(expected))
  })

  it.each(['', 'ничего', 'в 14:05', '4276 1234 5678 9012 3456'])('[K16] none in %j', (text) => {
    expect(findNumberIn(text)).toMatchObject({ kind: 'fault', fault: 'noNumber' })
  })
})

describe('dialling at once', () => {
  it.each([
    ['tel:+79001112233', true],
    ['callto:100', true],
    ['tel:*21*%2B79001112233%23', false],
    ['tel:*72', false],
    ['sip:100@elsewhere.example', false],
    ['tel:+74950000440;ext=5', false],
    ['tel:', false],
  ])('[K16] %s: %s', (url, may) => {
    expect(mayDialAtOnce(parseDialLink(url))).toBe(may)
  })
})
