import type { Stage } from './stage'

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

  await dial(stage, '+7 495 000-04-40')
  await stage.button(words.calls.bar.hold).waitFor()
  await stage.settle(2_500)
  await stage.goTo('chats')
  await stage.openChat('Дмитрий')
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
  await stage.goTo('calls')
  await stage.shot('calls-during-call')
  await stage.button(words.calls.bar.hangUp).click()
  await stage.settle(1_500)

  await stage.goTo('chats')
  const { user } = sip.users[0] ?? { user: '' }
  const callId = await sip.control.callUser({
    to: user,
    from: '+78435550172',
    displayName: 'Ринат Валеев',
    plays: 'tone',
  })
  const incoming = await stage.app.incomingWindow()
  await stage.button(words.incoming.answer, incoming).waitFor()
  await stage.settle(1_500)
  await stage.shot('incoming-window', incoming)
  await stage.shot('incoming-in-bar')
  await sip.control.hangUp(callId)
  await stage.settle(1_500)
  await stage.goTo('calls')
  await stage.shot('calls-history')
}

async function dial(stage: Stage, number: string): Promise<void> {
  const field = stage.page.getByRole('textbox', { name: stage.words.calls.pad.field })
  await field.fill(number)
  await field.press('Enter')
}
