import { resolve } from 'node:path'

import { v7 as newId } from 'uuid'

import type { SipAccountInput, SipLine } from '#shared/contract/ipc/sip'
import { WirePhone } from '../../sandbox/sip/testing/wire-phone'
import { askMain } from './ask-main'
import type { Stage } from './stage'

const TLS = resolve(import.meta.dirname, '../fixtures/tls')
const TEXTS = [
  ['1010', 'Кандидат из Казани просит перезвонить после 15:00'],
  ['+78435550172', 'Новое голосовое сообщение, 0:42'],
] as const

/** Lines that do not connect, one's own authority, texts to a line, the lines of colleagues. */
export async function drawLines(stage: Stage): Promise<void> {
  const { rail, short } = stage.words.calls.line
  await stage.button(rail.replace('{{state}}', short.registered)).waitFor()
  await drawStates(stage)
  await drawAuthority(stage)
  await drawMessages(stage)
  await drawColleagues(stage)
}

async function drawStates(stage: Stage): Promise<void> {
  const { page, words, sip } = stage
  const line: Omit<SipAccountInput, 'id' | 'label' | 'user' | 'port'> = {
    ...{ transport: 'tcp', media: 'rtp', host: sip.tcp.host, webSocketPath: '/', domain: sip.domain },
    ...{ outboundProxy: null, authUser: null, displayName: null, pickupCode: null, isEnabled: true },
    ...{ pinnedFingerprint: null, authorityPem: null, password: 'not-this-one' },
  }
  const added = [
    { label: 'Отдел подбора', user: 'agent2', port: sip.tcp.port },
    { label: 'Резервная линия', user: 'agent', port: 9 },
  ]
  const ids = added.map(() => newId())
  for (const [index, each] of added.entries())
    await askMain(stage, 'sip:save-account', { ...line, ...each, id: ids[index] })
  await sip.control.setVoiceMail('agent', 3)
  await stage.openSettings('lines')
  await page.getByText(words.calls.failure.wrongPassword.what).first().waitFor()
  await page.getByText(words.calls.failure.connectionRefused.what).first().waitFor()
  await stage.shot('lines-failed')
  const rail = stage.button(words.calls.line.rail.replace('{{state}}', words.calls.line.short.partly))
  await stage.shot('lines-in-rail', page, rail)
  for (const id of ids) await askMain(stage, 'sip:remove-account', { id })
}

async function drawAuthority(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.button(words.settings.lines.edit).click()
  await page.getByRole('combobox', { name: words.settings.form.transport }).selectOption('tls')
  await stage.button(words.settings.form.more).click()
  const choose = stage.button(words.settings.form.authority.choose)
  const file = page.locator('input[type=file]')
  await file.setInputFiles(resolve(TLS, 'ca.pem'))
  await stage.button(words.settings.form.authority.remove).waitFor()
  await stage.center(choose)
  await stage.shot('line-authority')
  await file.setInputFiles(resolve(TLS, 'key.pem'))
  await page.getByText(words.settings.form.authority.problems.privateKey).waitFor()
  await stage.center(choose)
  await stage.shot('line-authority-refused')
  await stage.button(words.settings.lines.back).click()
  await stage.button(words.common.unsaved.discard, page.getByRole('dialog')).click()
}

async function drawMessages(stage: Stage): Promise<void> {
  const { page, words, sip } = stage
  const [agent] = sip.users
  for (const [user, body] of TEXTS) {
    const sender = await WirePhone.open({ transport: 'ws', port: sip.ws.port, user })
    const uri = `sip:${agent?.user ?? ''}@${sip.domain}`
    await sender.ask(
      sender.request('MESSAGE', { uri, to: `<${uri}>`, headers: [['Content-Type', 'text/plain']], body }),
    )
    await sender.close()
  }
  await stage.goTo('calls')
  await page.getByText(words.calls.page.messages).first().click()
  await page.getByText(TEXTS[0][1]).waitFor()
  await stage.shot('line-messages')
  await page.getByText(words.calls.page.all, { exact: true }).first().click()
}

async function drawColleagues(stage: Stage): Promise<void> {
  const { page, words, sip } = stage
  const [line] = await askMain<readonly SipLine[]>(stage, 'sip:list-lines', null)
  const colleague = (number: string, name: string | null) => ({
    id: newId(),
    accountId: line?.account.id,
    number,
    name,
  })
  const colleagues = [
    colleague('agent2', 'Ольга Зуева'),
    colleague('1006', 'Иван Кузнецов'),
    colleague('777', 'Константин Константинопольский'),
    colleague('1007', null),
  ]
  await askMain<unknown>(stage, 'app:change-settings', { colleagues })
  await page.getByText(words.calls.colleagues.is.free).first().waitFor()
  await sip.control.ring({ number: '1006', from: '+78435550172', displayName: 'Ринат Валеев' })
  await stage.button(words.calls.colleagues.pickUp.replace('{{who}}', 'Иван Кузнецов')).waitFor()
  await stage.shot('colleagues')
  await sip.control.endRing('1006')
  await stage.button(words.calls.colleagues.add).click()
  await stage.shot('colleague-new')
  await stage.button(words.calls.colleagues.cancel).click()
}
