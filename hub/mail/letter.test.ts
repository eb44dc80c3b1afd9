import { expect, it } from 'vitest'

import { noticeLetter, testLetter } from './letter'

const notice = (patch: Partial<Parameters<typeof noticeLetter>[0]>) =>
  noticeLetter({
    to: 'anna@mail.ru',
    language: 'ru',
    company: 'Ромашка',
    count: 1,
    missedCalls: 0,
    place: { kind: 'link' },
    ...patch,
  })

it('[N1] counts in both languages', () => {
  const first = (language: 'ru' | 'en', count: number) => notice({ language, count }).text.split('\n')[0]
  expect([1, 2, 5, 21].map((count) => first('ru', count))).toEqual([
    'Ромашка: вас ждёт 1 новое сообщение в чате.',
    'Ромашка: вас ждут 2 новых сообщения в чате.',
    'Ромашка: вас ждут 5 новых сообщений в чате.',
    'Ромашка: вас ждёт 21 новое сообщение в чате.',
  ])
  expect([1, 2].map((count) => first('en', count))).toEqual([
    'Ромашка: 1 new message waits for you in the chat.',
    'Ромашка: 2 new messages wait for you in the chat.',
  ])
})

it('[K7] says that somebody called, alone and beside what was written', () => {
  const called = notice({ count: 2, missedCalls: 2 })
  expect([called.subject, called.text.split('\n\n')[0]]).toEqual([
    'Вам звонили: Ромашка',
    'Ромашка: вам звонили, но не застали.',
  ])
  const both = notice({ language: 'en', count: 3, missedCalls: 1 })
  expect([both.subject, both.text.split('\n\n')[0]]).toEqual([
    'You have an answer: Ромашка',
    'Ромашка: somebody called you and did not find you.\nРомашка: 2 new messages wait for you in the chat.',
  ])
})

it('[N1] says where to read: the link that one has, the sites of the icon, or the site where it began', () => {
  expect(notice({}).text).toContain('откройте ссылку, которую вам дала компания')
  const sites = notice({ place: { kind: 'sites', sites: ['https://romashka.ru', 'https://work.romashka.ru'] } })
  expect(sites.text).toContain('откройте чат на сайте:\nhttps://romashka.ru\nhttps://work.romashka.ru\n')
  expect(sites.html).toContain('<a href="https://romashka.ru">https://romashka.ru</a>')
  expect(notice({ place: { kind: 'sites', sites: [] } }).text).toContain('на сайте, где вы его начали')
})

it('[N1] says how to stop the letters, and is Russian where no page was opened yet', () => {
  expect(notice({ language: null }).text).toContain('Уберите адрес в чате')
  expect(notice({ language: 'en' }).text).toContain('Remove the address in the chat')
})

it('[N1] keeps names in one line and lets none be markup', () => {
  const made = notice({ company: '"A" & <img src=x>\r\nBcc: b@mail.ru\u202E $& {n}' })
  expect(made.subject).toBe('Вам ответили: "A" & <img src=x> Bcc: b@mail.ru $& {n}')
  expect(made.html).toContain('&quot;A&quot; &amp; &lt;img src=x&gt; Bcc: b@mail.ru')
  expect(made.html).not.toContain('<img')
})

it('[N1] a test letter says what it is', () => {
  expect(testLetter('anna@mail.ru', 'ru')).toMatchObject({ to: 'anna@mail.ru', subject: 'Проверочное письмо Otklik' })
})
