import { DEFAULT_RECORDING } from '#shared/domain/recording'
import { HubAdmin } from '../lib/hub-admin'
import type { Stage } from './stage'

/** The SIP sandbox answers here and plays a tone. */
const CLIENT_PHONE = '+7 495 000-04-40'
const COMMENT = 'Выйдет с понедельника, ждёт адрес и график в чате'

/** A call over a chat, the calls page, an incoming call. */
export async function drawCalls(stage: Stage): Promise<void> {
  const { page, words, sip } = stage
  await stage.button(words.calls.line.rail.replace('{{state}}', words.calls.line.short.registered)).waitFor()

  await stage.goTo('calls')
  await stage.shot('calls-empty')
  await dial(stage, '1004')
  await stage.shot('call-refused')
  await stage.settle(1_500)
  await dial(stage, '1003')
  await page.getByRole('status').filter({ hasText: words.calls.phase.ringing }).waitFor()
  await stage.shot('call-ringing')
  await stage.button(words.calls.bar.cancel).click()
  await stage.settle(1_500)

  await stage.goTo('chats')
  await stage.openChat('Дмитрий')
  await stage.button(words.calls.dial.noPhone).click()
  await page.getByRole('textbox', { name: words.calls.dial.enter }).fill(CLIENT_PHONE)
  await stage.shot('call-asks-phone')
  await page.keyboard.press('Enter')
  await stage.button(words.calls.bar.hold).waitFor()
  await stage.settle(2_500)
  await stage.shot('call-bar')
  await stage.button(words.calls.bar.mute).click()
  await stage.shot('call-muted')
  await stage.button(words.calls.bar.unmute).click()
  await stage.button(words.calls.bar.pad).click()
  await stage.shot('call-tones')
  await page.keyboard.press('Escape')
  await stage.button(words.calls.bar.hold).click()
  await stage.button(words.calls.bar.resume).waitFor()
  await stage.shot('call-held')
  await stage.button(words.calls.bar.resume).click()
  await stage.button(words.calls.bar.hold).waitFor()
  await drawRecording(stage)
  await page.keyboard.press('Control+Shift+Digit6')
  await page.getByPlaceholder(words.calls.remark.placeholder).fill(COMMENT)
  await stage.shot('call-comment')
  await stage.goTo('calls')
  await stage.shot('calls-during-call')
  await stage.button(words.calls.bar.hangUp).click()
  await stage.settle(1_500)
  await stage.shot('call-comment-after')
  await stage.button(words.calls.remark.done).click()

  await stage.goTo('chats')
  const client = await drawIncoming(stage, 'incoming-client', { from: CLIENT_PHONE.replace(/[^+\d]/g, '') })
  await stage.shot('incoming-in-bar')
  await sip.control.hangUp(client)
  await stage.settle(1_500)
  const stranger = await drawIncoming(stage, 'incoming-stranger', { from: '+78435550172', displayName: 'Ринат Валеев' })
  await sip.control.hangUp(stranger)
  await stage.settle(1_500)
  await stage.shot('chat-with-calls')
  await stage.goTo('calls')
  await stage.shot('calls-history')
}

/** The bar in each state of a recording that the agent decides on. */
async function drawRecording(stage: Stage): Promise<void> {
  const { page, words } = stage
  const admin = await HubAdmin.of(page)
  const rule = { ...DEFAULT_RECORDING, mode: 'onDemand', isAnnounced: false } as const
  await admin.put('/api/administration/recording', rule)
  await page.evaluate(() => window.otklik.invoke('recordings:refresh-policy', null))
  await stage.button(words.calls.recording.do.start).click()
  await page.getByText(words.calls.recording.recording).first().waitFor()
  await stage.shot('call-recorded')
  await stage.button(words.calls.recording.do.pause).click()
  await page.getByText(words.calls.recording.paused).first().waitFor()
  await stage.shot('call-recording-paused')
  await stage.button(words.calls.recording.do.stop).click()
}

/** Rings until it is hung up; draws the window that tells of it. */
async function drawIncoming(
  stage: Stage,
  name: string,
  caller: { readonly from: string; readonly displayName?: string },
): Promise<string> {
  const { user } = stage.sip.users[0] ?? { user: '' }
  const callId = await stage.sip.control.callUser({ to: user, plays: 'tone', ...caller })
  const incoming = await stage.app.incomingWindow()
  await stage.button(stage.words.incoming.answer, incoming).waitFor()
  await stage.settle(1_500)
  await stage.shot(name, incoming)
  return callId
}

async function dial(stage: Stage, number: string): Promise<void> {
  const field = stage.page.getByRole('textbox', { name: stage.words.calls.pad.field })
  await field.fill(number)
  await field.press('Enter')
}
