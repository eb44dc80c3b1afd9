import { describe, expect, it } from 'vitest'

import { Passwords, STRONG } from './passwords'

const QUICK = { logN: 4, r: 8, p: 1 }
const passwords = new Passwords(QUICK)

async function kept(password: string, by = passwords): Promise<string> {
  const hash = await by.hash(password)
  if (!hash.ok) throw new Error('busy')
  return hash.value
}

describe('Passwords', () => {
  it('keeps its cost beside the hash, and no two hashes of one password alike', async () => {
    const [first, second] = [await kept('зима пришла рано'), await kept('зима пришла рано')]
    expect(first).toMatch(/^scrypt\$4\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
    expect(second).not.toBe(first)
    expect(await passwords.verify('зима пришла рано', second)).toEqual({ ok: true, value: true })
    expect(await passwords.verify('зима пришла Рано', second)).toEqual({ ok: true, value: false })
  })

  it('takes one text written in two ways for one password', async () => {
    const stored = await kept('пароль с й'.normalize('NFD'))
    expect(await passwords.verify('пароль с й'.normalize('NFC'), stored)).toEqual({ ok: true, value: true })
  })

  it('goes on to know a hash of an older cost, and says that it is old', async () => {
    const stored = await kept('зима пришла рано', new Passwords({ ...QUICK, logN: 5 }))
    expect(await passwords.verify('зима пришла рано', stored)).toEqual({ ok: true, value: true })
    expect([passwords.isOutdated(stored), passwords.isOutdated(await kept('x'))]).toEqual([true, false])
  })

  it('hashes for a login that there is none of', async () => {
    expect(await passwords.verify('зима пришла рано', null)).toEqual({ ok: true, value: false })
  })

  it('works with the cost that people get', async () => {
    const strong = new Passwords()
    expect(await strong.verify('зима пришла рано', await kept('зима пришла рано', strong))).toMatchObject({
      value: true,
    })
    expect(strong.isOutdated(`scrypt$${STRONG.logN}$${STRONG.r}$${STRONG.p}$AAAA$AAAA`)).toBe(false)
  })

  it('sends away whoever comes after a hundred others, and serves all the rest', async () => {
    const all = await Promise.all(Array.from({ length: 110 }, () => passwords.verify('x', null)))
    expect(all.filter(({ ok }) => ok)).toHaveLength(102)
    expect(await passwords.verify('x', null)).toEqual({ ok: true, value: false })
  })
})
