import { describe, expect, it } from 'vitest'

import { hubOriginOf, invitationOf } from './hub-address'

describe('[I7] the address of a team’s hub as typed', () => {
  it.each([
    ['hub.firm.ru', 'https://hub.firm.ru'],
    [' https://hub.firm.ru/ ', 'https://hub.firm.ru'],
    ['https://hub.firm.ru:8443/some/page?x=1#y', 'https://hub.firm.ru:8443'],
    ['HTTPS://Hub.Firm.RU', 'https://hub.firm.ru'],
    ['хаб.фирма.рф', 'https://xn--80aa1b.xn--80auik2d.xn--p1ai'],
    // Within this computer nothing leaves it.
    ['127.0.0.1:8443', 'http://127.0.0.1:8443'],
    ['http://localhost:80', 'http://localhost'],
    ['https://127.0.0.1:8443', 'https://127.0.0.1:8443'],
  ])('%s is %s', (typed, origin) => {
    const parsed = hubOriginOf(typed, false)
    expect(parsed.ok && new URL(parsed.value).protocol).toBe(new URL(origin).protocol)
    if (!typed.startsWith('хаб')) expect(parsed).toEqual({ ok: true, value: origin })
  })

  it.each([
    ['', 'noAddress'],
    ['   ', 'noAddress'],
    ['hub firm', 'unreadable'],
    ['ftp://hub.firm.ru', 'unreadable'],
    ['https://anna:secret@hub.firm.ru', 'unreadable'],
    ['http://hub.firm.ru', 'plainHttp'],
    // No name of this computer, however it looks.
    ['http://127.0.0.1.firm.ru', 'plainHttp'],
  ])('%s is refused: %s', (typed, error) => {
    expect(hubOriginOf(typed, false)).toEqual({ ok: false, error })
  })

  it('may be without encryption where IT says so', () => {
    expect(hubOriginOf('http://hub.test', true)).toEqual({ ok: true, value: 'http://hub.test' })
  })
})

describe('an invitation as people get it', () => {
  const CODE = 'kR3v_0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-'

  it.each([
    [CODE, null],
    [`https://hub.firm.ru/invitation#${CODE}`, 'https://hub.firm.ru'],
    [`https://hub.firm.ru/join/${CODE}`, 'https://hub.firm.ru'],
    [` https://hub.firm.ru:8443/?code=${CODE}&from=mail `, 'https://hub.firm.ru:8443'],
  ])('%s', (text, address) => {
    expect(invitationOf(text)).toEqual({ address, code: CODE })
  })

  it.each(['', 'short', 'https://hub.firm.ru/', 'two words', `mailto:${CODE}`])('«%s» is none', (text) => {
    expect(invitationOf(text)).toBeNull()
  })
})
