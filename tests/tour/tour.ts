/**
 * The demo tour of `npm start` on a machine without a display: a client writes, the agent answers, a call is made
 * and heard. Prints what happened and leaves screenshots in `.tour/`.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { startAvitoSandbox } from '../../sandbox/avito'
import { startSipSandbox } from '../../sandbox/sip'
import { DeskPage } from '../lib/desk-page'
import { avitoDemo, sipDemo } from '../lib/demo-settings'
import { ElectronDesk } from '../lib/electron-desk'
import { listen, TONE_SHARE } from '../lib/heard'
import { waitUntil } from '../lib/wait-until'

const FOLDER = resolve(import.meta.dirname, '../../.tour')
const CLIENT = 'Алексей Смирнов'
const QUESTION = 'Здравствуйте! Вакансия ещё открыта?'
const ANSWER = 'Здравствуйте! Да, открыта. Удобно созвониться сегодня после двух?'

rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })

const avito = await startAvitoSandbox({ seed: 'demo' })
const sip = await startSipSandbox()
const app = await ElectronDesk.launch({
  profile: join(FOLDER, 'profile'),
  demo: { avito: avitoDemo(avito), sip: sipDemo(sip) },
})

const desk = new DeskPage(await app.deskWindow())
try {
  say('The desk is open.')

  await avito.control.clientWrites({
    clientName: CLIENT,
    item: { kind: 'vacancy', title: 'Водитель-курьер', price: '90 000 ₽ за месяц' },
    text: QUESTION,
  })
  await desk.openChat(CLIENT)
  await desk.message(QUESTION).waitFor()
  say(`A client wrote: «${QUESTION}»`)
  await desk.page.screenshot({ path: join(FOLDER, '1-client-wrote.png') })

  await desk.send(ANSWER)
  await waitUntil(async () => (await avito.control.received()).filter(({ text }) => text === ANSWER).length === 1)
  say('The agent answered; the Avito sandbox received the answer once.')
  await desk.page.screenshot({ path: join(FOLDER, '2-agent-answered.png') })

  await waitUntil(async () => (await sip.control.registrations()).length > 0)
  await desk.goTo('Звонки')
  const number = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
  await number.fill('1001')
  await number.press('Enter')
  const media = await app.mediaWindow()
  let share = 0
  await waitUntil(async () => (share = (await listen(media, 440)).share) > TONE_SHARE)
  await desk.page.screenshot({ path: join(FOLDER, '3-call.png') })
  const packets = (await sip.control.calls())[0]?.media.packetsReceived ?? 0
  say(
    `A call to 1001 was answered: the 440 Hz tone is ${Math.round(share * 100)} % of what is heard, the callee received ${packets} packets.`,
  )
  await desk.callBar.getByRole('button', { name: /^Завершить звонок/ }).click()
  await waitUntil(async () => (await sip.control.calls()).every(({ state }) => state === 'ended'))
  say('The call was ended. Screenshots are in .tour/')
} catch (error) {
  await desk.page.screenshot({ path: join(FOLDER, 'failed.png') })
  throw error
} finally {
  await app.close()
  await avito.stop()
  await sip.stop()
}
process.exit(0)

function say(line: string): void {
  console.log(`✓ ${line}`)
}
