import { expect, it } from 'vitest'

import { isLoopback, isMailAddress } from './mail'

it('[N1] takes addresses as people have them', () => {
  for (const address of ['anna@mail.ru', 'a.b+c@sub.company.co', "o'neil@x-y.org", 'anna@почта.рф'])
    expect([address, isMailAddress(address)]).toEqual([address, true])
})

it('[N1] refuses what is no single address, or could begin another line or another recipient', () => {
  const bad = [
    '',
    'anna',
    '@mail.ru',
    'anna@',
    'anna@mail',
    'anna@mail..ru',
    'anna@-mail.ru',
    '.anna@mail.ru',
    'an na@mail.ru',
    'Анна <anna@mail.ru>',
    'a@mail.ru,b@mail.ru',
    'a@mail.ru\r\nBcc: b@mail.ru',
    'a@mail.ru\n',
    'a\r@mail.ru',
    '"a b"@mail.ru',
    'a@b@mail.ru\u0000',
    `${'a'.repeat(65)}@mail.ru`,
    `a@${'b'.repeat(260)}.ru`,
  ]
  for (const address of bad) expect([address, isMailAddress(address)]).toEqual([address, false])
})

it('[N1] knows this computer by its names', () => {
  expect(['localhost', '127.0.0.1', '::1', '127.0.0.1.evil.example', 'mail.ru'].map(isLoopback)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})
