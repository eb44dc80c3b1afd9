import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { environmentsWay, readProxies } from './environment-proxies'

function wayOf(environment: Readonly<Record<string, string>>) {
  const read = readProxies(environment)
  if (!read.ok) throw new Error(read.error.join('; '))
  return environmentsWay(read.value, new ManualClock())
}

describe('[I4] what a team’s hub is told of proxies', () => {
  it('goes directly where nothing is said', async () => {
    expect(await wayOf({ HTTPS_PROXY: '' }).resolveProxy('https://api.avito.ru/')).toBe('DIRECT')
  })

  it('takes one for each scheme, or one for all, in either case of the letters', async () => {
    const each = wayOf({ HTTPS_PROXY: 'http://one.firm.ru:3128', http_proxy: 'two.firm.ru:8080' })
    expect(await each.resolveProxy('https://api.avito.ru/')).toBe('PROXY one.firm.ru:3128')
    expect(await each.resolveProxy('http://bot.firm.ru/')).toBe('PROXY two.firm.ru:8080')
    const all = wayOf({ ALL_PROXY: 'http://[fd00::1]:3128/' })
    expect(await all.resolveProxy('https://api.avito.ru/')).toBe('PROXY [fd00::1]:3128')
    expect(await all.resolveProxy('http://bot.firm.ru/')).toBe('PROXY [fd00::1]:3128')
  })

  it('passes it by for a host and what is beneath it, for one port, or for every host', async () => {
    const way = wayOf({ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'firm.ru, .inner.ru *.bank.ru mail.ru:465' })
    const direct = ['firm.ru', 'pbx.FIRM.ru', 'a.inner.ru', 'inner.ru', 'api.bank.ru', 'mail.ru:465']
    for (const host of direct) expect(await way.resolveProxy(`https://${host}/`), host).toBe('DIRECT')
    for (const host of ['notfirm.ru', 'mail.ru', 'firm.ru.evil.com'])
      expect(await way.resolveProxy(`https://${host}/`), host).toBe('PROXY proxy:3128')
    const none = wayOf({ HTTPS_PROXY: 'http://proxy:3128', no_proxy: '*' })
    expect(await none.resolveProxy('https://api.avito.ru/')).toBe('DIRECT')
  })

  it('knows who it is at its own proxy, once, and at no other', async () => {
    const way = wayOf({ HTTPS_PROXY: 'http://hub:%D1%81%D0%BB%D0%BE%D0%B2%D0%BE@proxy.firm.ru:3128' })
    const at = { host: 'proxy.firm.ru', port: 3128, realm: 'Firm', scheme: 'basic' }
    const credentials = { user: 'hub', password: 'слово' }
    expect(await way.answer(at, null)).toEqual(credentials)
    expect(await way.answer(at, credentials)).toBeNull()
    expect(await way.answer({ ...at, host: 'other.firm.ru' }, null)).toBeNull()
  })

  it('names every variable that cannot be meant, and repeats no value', () => {
    const read = readProxies({
      HTTPS_PROXY: 'socks5://user:hidden@proxy:1080',
      http_proxy: 'http://proxy:3128/hidden.pac',
      ALL_PROXY: 'http://hidden proxy',
    })
    const expected = 'expected http://host:port or http://user:password@host:port'
    expect(read).toEqual({
      ok: false,
      error: [`ALL_PROXY: ${expected}`, `HTTPS_PROXY: ${expected}`, `http_proxy: ${expected}`],
    })
  })
})
