import { afterEach, expect, it } from 'vitest'

import type { SMTPServerOptions } from 'smtp-server'

import { directly } from '../network/directly'
import {
  closedPort,
  PASSWORD,
  readLetter,
  refusal,
  silentServer,
  startMailServer,
  TEST_TRUST,
  type TestMailServer,
} from '../testing/mail-server'
import { noticeLetter } from './letter'
import { letterSender, type MailServer } from './send-letter'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

const sendLetter = letterSender(directly().throughProxy)
const NOTICE = {
  to: 'anna@mail.ru',
  language: 'ru' as const,
  company: 'ООО «Ромашка»',
  count: 2,
  missedCalls: 0,
  place: { kind: 'link' as const },
}

async function mail(patch: Partial<MailServer> = {}, options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const server = await startMailServer(patch, options)
  open.push(server)
  return server
}

const send = (server: MailServer, notice: Partial<Parameters<typeof noticeLetter>[0]> = {}) =>
  sendLetter(server, noticeLetter({ ...NOTICE, ...notice }), new AbortController().signal)

it('[N1] hands a letter over: who, whom, about what, in plain words and in HTML', async () => {
  const { server, letters } = await mail({ user: 'otklik', password: PASSWORD })
  expect(await send(server)).toEqual({ kind: 'sent' })
  expect(letters).toHaveLength(1)
  expect(letters[0]).toMatchObject({ from: 'chat@romashka.ru', to: ['anna@mail.ru'] })
  const { headers, text, html } = readLetter(letters[0]?.source ?? '')
  expect(headers).toContain('From: Ромашка <chat@romashka.ru>')
  expect(headers).toContain('To: anna@mail.ru')
  expect(headers).toContain('Subject: Вам ответили: ООО «Ромашка»')
  expect(headers).toContain('Auto-Submitted: auto-generated')
  expect(text).toContain('ООО «Ромашка»: вас ждут 2 новых сообщения в чате.')
  expect(html).toContain('<p>ООО «Ромашка»: вас ждут 2 новых сообщения в чате.</p>')
})

it('[N1] speaks encrypted, from the beginning or after STARTTLS, with the certificates that are trusted', async () => {
  for (const security of ['tls', 'startTls'] as const) {
    const { server, letters } = await mail({ security, host: 'localhost', user: 'otklik', password: PASSWORD })
    expect(await send({ ...server, trust: TEST_TRUST })).toEqual({ kind: 'sent' })
    expect(letters).toHaveLength(1)
    expect(await send(server)).toMatchObject({ kind: 'failed', layer: 'tls', isWorthAgain: true })
    expect(letters).toHaveLength(1)
  }
})

it('[N1] sends neither a password nor a letter in the open where encryption was asked for', async () => {
  let isAsked = false
  const { server, letters } = await mail(
    { user: 'otklik', password: PASSWORD },
    {
      onAuth: (_auth, _session, done) => {
        isAsked = true
        done(null, { user: 'otklik' })
      },
    },
  )
  expect(await send({ ...server, security: 'startTls' })).toMatchObject({ kind: 'failed', layer: 'tls' })
  expect(await send({ ...server, security: 'tls' })).toMatchObject({ kind: 'failed', layer: 'tls' })
  expect([isAsked, letters.length]).toEqual([false, 0])
})

it('[N1] names how far it came when nobody is there', async () => {
  const { server } = await mail()
  const unnamed = { ...server, security: 'startTls' as const, host: 'mail.invalid' }
  expect(await send(unnamed)).toMatchObject({ layer: 'dns', isWorthAgain: true })
  expect(await send({ ...server, port: await closedPort() })).toMatchObject({ layer: 'connection', isWorthAgain: true })
})

it('[N1] breaks off at a server that never says a word when the hub ends', async () => {
  const hole = await silentServer()
  open.push(hole)
  const { server } = await mail()
  const stop = new AbortController()
  const sending = sendLetter({ ...server, port: hole.port }, noticeLetter(NOTICE), stop.signal)
  stop.abort()
  expect(await sending).toMatchObject({ kind: 'failed', layer: 'connection', isWorthAgain: true })
})

it('[N1] names a wrong password, and worse ones', async () => {
  const { server, letters } = await mail({ user: 'otklik', password: 'не тот' })
  expect(await send(server)).toMatchObject({ layer: 'login', code: 535, isWorthAgain: true })
  expect(await send({ ...server, password: '' })).toMatchObject({ layer: 'login', isWorthAgain: true })
  expect(letters).toEqual([])
})

it('[N1] names a refused sender and a refused recipient, and tells for now from for good', async () => {
  const sender = await mail({}, { onMailFrom: (_address, _session, done) => done(refusal(553, 'not yours')) })
  expect(await send(sender.server)).toMatchObject({ layer: 'sender', code: 553, isWorthAgain: true })
  const gone = await mail({}, { onRcptTo: (_address, _session, done) => done(refusal(550, 'no such box')) })
  expect(await send(gone.server)).toMatchObject({ layer: 'recipient', code: 550, isWorthAgain: false })
  const busy = await mail({}, { onRcptTo: (_address, _session, done) => done(refusal(451, 'come later')) })
  expect(await send(busy.server)).toMatchObject({ layer: 'recipient', code: 451, isWorthAgain: true })
})

it('[N1] does not send again what the server has read, or may have', async () => {
  const read = await mail(
    {},
    {
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => {
          done(refusal(451, 'come later'))
        })
      },
    },
  )
  expect(await send(read.server)).toMatchObject({ layer: 'message', isWorthAgain: false })
  const cut = await mail(
    {},
    {
      onData: (stream) => {
        stream.resume()
        stream.on('end', () => {
          cut.hangUp()
        })
      },
    },
  )
  expect(await send(cut.server)).toMatchObject({ layer: 'lost', code: null, isWorthAgain: false })
})

it('[N1] names with line breaks begin no header and bring no recipient', async () => {
  const { server, letters } = await mail({ senderName: 'Ромашка\r\nBcc: evil@mail.ru\r\n\r\n<script>' })
  expect(await send(server, { company: 'Ромашка\r\nBcc: evil@mail.ru\r\n\r\n<b>да</b>' })).toEqual({ kind: 'sent' })
  expect(letters[0]?.to).toEqual(['anna@mail.ru'])
  const { headers, html } = readLetter(letters[0]?.source ?? '')
  expect(headers.filter((header) => /^(bcc|cc):/i.test(header))).toEqual([])
  expect(headers.map((header) => header.split(':')[0])).toEqual(
    expect.arrayContaining(['From', 'To', 'Subject', 'Content-Type']),
  )
  expect(html).not.toContain('<b>')
  expect(html).toContain('Bcc: evil@mail.ru &lt;b&gt;да&lt;/b&gt;')
  for (const to of ['a@mail.ru\r\nRCPT TO:<evil@mail.ru>', 'a@mail.ru>, <evil@mail.ru', '']) await send(server, { to })
  expect(letters.flatMap(({ to }) => to).filter((to) => to.includes('evil'))).toEqual([])
})
