import type { Administration } from '#shared/contract/administration'
import { HubAdmin } from '../lib/hub-admin'
import type { Stage } from './stage'

/** The SIP sandbox answers here and plays a tone. */
const SHARED_PHONE = '+74950000440'
const STRANGER = { from: '+78435550172', displayName: 'Ринат Валеев' }
const WRAP_UP_MS = 90_000
/** Nobody wants a column narrower or a window lower than this. */
const SMALL = [1024, 640] as const

/** Several calls at once, whose call it is, what comes after it; the same in a small window. */
export async function drawTalks(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { bar, quality, transfer } = words.calls
  await wrapUpAfterCalls(stage)
  for (const name of ['Игорь Белов', 'Татьяна']) {
    await stage.goTo('chats')
    await stage.openChat(name)
    await stage.button(words.calls.dial.noPhone).click()
    await page.getByRole('textbox', { name: words.calls.dial.enter }).fill(SHARED_PHONE)
    await page.keyboard.press('Enter')
    await stage.button(bar.hold).waitFor()
    if (name === 'Татьяна') break
    await stage.button(quality.label.split('{{')[0] ?? '').click()
    await page.getByText(quality.mos).waitFor()
    await stage.shot('call-quality')
    await page.keyboard.press('Escape')
    await stage.button(bar.hangUp).click()
    await stage.button(bar.hangUp).waitFor({ state: 'detached' })
    await page.getByText(words.cases.wrapUp.text).waitFor()
    await stage.shot('call-wrap-up')
    await stage.button(words.cases.wrapUp.end).click()
  }
  await stage.button(transfer.open).click()
  await stage.shot('call-transfer')
  await page.keyboard.press('Escape')

  const { user = '' } = stage.sip.users[0] ?? {}
  const second = await stage.sip.control.callUser({ to: user, plays: 'tone', ...STRANGER })
  await stage.button(words.calls.waiting.holdAndAnswer).waitFor()
  await stage.settle(1_000)
  await stage.shot('call-waiting')
  await atSmallSize(stage, () => stage.shot('call-waiting-small'))
  await stage.button(words.calls.waiting.holdAndAnswer).click()
  await stage.button(bar.swap).waitFor()
  await stage.settle(1_000)
  await stage.shot('calls-two')
  await stage.button(words.calls.caller.choose).click()
  await stage.shot('caller-unknown')
  await page.getByRole('searchbox', { name: words.calls.caller.search }).fill('а')
  await stage.shot('caller-found')
  await page.keyboard.press('Escape')
  await stage.button(transfer.open).click()
  await stage.shot('call-connect')
  await page.keyboard.press('Escape')
  await stage.button(bar.join).click()
  await stage.button(bar.separate).waitFor()
  await stage.settle(1_000)
  await stage.shot('call-conference')
  await atSmallSize(stage, () => stage.shot('call-conference-small'))
  await stage.sip.control.hangUp(second)
  await stage.button(bar.separate).waitFor({ state: 'detached' })
  await endTalk(stage)

  await drawCallerChoice(stage, user)
  await drawMissed(stage, user)
}

/** Two clients have the number. */
async function drawCallerChoice(stage: Stage, user: string): Promise<void> {
  const { page, words } = stage
  const call = await stage.sip.control.callUser({ to: user, plays: 'tone', from: SHARED_PHONE })
  await stage.button(words.calls.bar.answer).click()
  await stage.button(words.calls.bar.hold).waitFor()
  await stage.button(words.calls.caller.choose).click()
  await page.getByText(words.calls.caller.several).waitFor()
  await stage.shot('caller-several')
  await page.keyboard.press('Escape')
  await stage.sip.control.hangUp(call)
  await stage.button(words.calls.bar.hangUp).waitFor({ state: 'detached' })
  await page.getByText(words.cases.wrapUp.text).waitFor()
  await stage.button(words.cases.wrapUp.end).click()
}

async function drawMissed(stage: Stage, user: string): Promise<void> {
  const { page, words } = stage
  const { control } = stage.sip
  await stage.goTo('chats')
  for (const caller of [STRANGER, { from: '1010' }]) {
    const call = await control.callUser({ to: user, plays: 'tone', ...caller })
    await stage.button(words.calls.bar.answer).waitFor()
    await control.hangUp(call)
    await stage.button(words.calls.bar.answer).waitFor({ state: 'detached' })
  }
  await stage.settle(1_500)
  await stage.shot('calls-missed-in-rail')
  await page.getByRole('region', { name: words.calls.bar.label, exact: true }).waitFor({ state: 'detached' })
  await stage.goTo('calls')
  await stage.button(words.calls.remark.label).click()
  await page.getByPlaceholder(words.calls.remark.placeholder).fill('Перезвонить завтра до обеда: едет за рулём')
  await stage.shot('history-remark')
  await stage.button(words.calls.remark.done).click()
  await stage.shot('calls-missed')
  await atSmallSize(stage, () => stage.shot('calls-missed-small'))
  await page.getByText(words.calls.page.missed, { exact: true }).first().click()
  await stage.shot('calls-only-missed')
}

async function wrapUpAfterCalls({ page }: Stage): Promise<void> {
  const admin = await HubAdmin.of(page)
  const { distribution } = await admin.get<Administration>('/api/administration')
  const wrapUp = { ...distribution.wrapUp, afterCallMs: WRAP_UP_MS }
  await admin.put('/api/administration/distribution', { ...distribution, wrapUp })
}

async function endTalk(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.button(words.calls.bar.hangUp).click()
  await stage.button(words.calls.bar.hangUp).waitFor({ state: 'detached' })
  await page.getByText(words.cases.wrapUp.text).waitFor()
  await stage.button(words.cases.wrapUp.end).click()
}

async function atSmallSize(stage: Stage, draw: () => Promise<void>): Promise<void> {
  const { width, height } = stage.look
  await stage.resize(...SMALL)
  await draw()
  await stage.resize(width, height)
}
