import { startDeskPhone, type RunningPhone } from '../../sandbox/desk-phone'
import { CODE, startMangoSandbox, type MangoSandbox } from '../../sandbox/mango'
import type { DeskPhoneView } from '../../shared/contract/ipc/desk-phone'
import { HubAdmin } from '../lib/hub-admin'
import { waitUntil } from '../lib/wait-until'
import { askMain } from './ask-main'
import type { Stage } from './stage'

const CALLER = '79172041833'
const LISTEN_PORT = 8_930
/** A Yealink's own names of the events that its settings show. */
const URLS = {
  incoming: 'incoming_call',
  outgoing: 'outgoing_call',
  established: 'call_established',
  terminated: 'call_terminated',
  hold: 'hold',
  resume: 'unhold',
} as const

/** The telephone on the desk and the company's cloud PBX: their bars and their settings. */
export async function drawPhones(stage: Stage): Promise<void> {
  const phone = await startDeskPhone('yealink')
  const mango = await startMangoSandbox()
  try {
    await drawDeskPhone(stage, phone)
    await drawPbx(stage, mango)
  } finally {
    await Promise.all([phone.stop(), mango.stop()])
  }
}

async function drawDeskPhone(stage: Stage, { address, control }: RunningPhone): Promise<void> {
  const { page, words } = stage
  await askMain(stage, 'deskPhone:save', {
    ...{ model: 'yealink-t31', address, user: 'admin', password: 'admin' },
    ...{ listenPort: LISTEN_PORT, extension: '201' },
  })
  let view = await askMain<DeskPhoneView>(stage, 'deskPhone:get', null)
  await waitUntil(async () => {
    view = await askMain<DeskPhoneView>(stage, 'deskPhone:get', null)
    return view.sheet.length > 0
  })
  const actionUrls: Record<string, string> = {}
  for (const { field, url } of view.sheet) if (field in URLS) actionUrls[URLS[field as keyof typeof URLS]] = url
  await control.change({ allowed: 'any', actionUrls })

  await stage.goTo('settings')
  const sections = page.getByRole('navigation', { name: words.settings.sections })
  await sections.getByRole('button', { name: words.settings.section.deskPhone, exact: true }).click()
  await stage.shot('desk-phone-settings')
  await stage.button(words.deskPhone.settings.renew).scrollIntoViewIfNeeded()
  await stage.shot('desk-phone-events')

  await stage.goTo('calls')
  await page.getByRole('textbox', { name: words.calls.pad.field }).fill(CALLER)
  await stage.button(words.deskPhone.dial).click()
  await page.getByText(words.deskPhone.failure.noAnswer).waitFor()
  await stage.shot('desk-phone-asks')
  await control.humanDoes('allow')
  await stage.button(words.deskPhone.dismiss).click()

  await stage.goTo('chats')
  await control.ring(CALLER)
  const bar = page.getByRole('region', { name: words.deskPhone.bar.label })
  await bar.waitFor()
  await stage.shot('desk-phone-ringing')
  await stage.button(words.deskPhone.bar.answer, bar).click()
  await stage.button(words.deskPhone.bar.hold, bar).waitFor()
  await stage.shot('desk-phone-talking')
  await stage.button(words.deskPhone.bar.transfer, bar).click()
  await stage.shot('desk-phone-transfer')
  await page.keyboard.press('Escape')
  await stage.button(words.deskPhone.bar.hold, bar).click()
  await stage.button(words.deskPhone.bar.resume, bar).waitFor()
  await stage.shot('desk-phone-held')
  await stage.button(words.deskPhone.bar.hangUp, bar).click()
  await bar.waitFor({ state: 'detached' })
}

async function drawPbx(stage: Stage, mango: MangoSandbox): Promise<void> {
  const { page, words } = stage
  const admin = await HubAdmin.of(page)
  const { agents } = await admin.get<{ readonly agents: readonly { readonly id: string }[] }>('/api/administration')
  const people = [{ extension: '101', agentId: agents[0]?.id }]
  await admin.put('/api/administration/telephony', { apiUrl: mango.apiUrl, keys: mango.keys, people })
  mango.events.address = `${admin.url}/hooks/mango`
  await stage.goTo('settings')
  const sections = page.getByRole('navigation', { name: words.settings.sections })
  await sections.getByRole('button', { name: words.settings.section.telephony, exact: true }).click()
  await page.getByText(words.admin.telephony.people).waitFor()
  await stage.shot('pbx-settings')

  await stage.goTo('chats')
  const { exchange } = mango
  const call = exchange.incoming({ number: CALLER })
  exchange.ring(call, '101')
  await stage.button(words.calls.pbx.hangUp).waitFor()
  await stage.shot('pbx-ringing')
  exchange.answer(call)
  await stage.settle()
  await stage.button(words.calls.pbx.transfer).click()
  await stage.shot('pbx-talking')
  await page.keyboard.press('Escape')
  exchange.end(call, CODE.callerHungUp)
}
