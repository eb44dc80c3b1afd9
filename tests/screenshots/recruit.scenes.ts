import { startHhSandbox } from '../../sandbox/hh'
import { connectHh } from '../lib/connect-hh'
import { named, type Stage } from './stage'

const CANDIDATE = 'Кузнецова Анна'

/** hh.ru: responses, their stages, a talk without a vacancy. */
export async function drawRecruiting(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { deed } = words.chats
  const hh = await startHhSandbox({ seed: 'demo' })
  try {
    await connectHh(page, hh)
    await stage.goTo('chats')
    await stage.row(CANDIDATE).click()
    await stage.composer.waitFor()
    await stage.shot('hh-response')
    const offer = async (name: string) => {
      await stage.button(words.chats.header.more).click()
      await page.getByRole('menuitem', { name: named(name) }).click()
    }
    await stage.button(words.chats.header.more).click()
    await page.getByRole('menuitem').first().waitFor()
    await stage.shot('chat-menu')
    await page.keyboard.press('Escape')

    await offer(deed.offer.stage)
    const stageDialog = page.getByRole('dialog', { name: named(deed.stage.title) })
    await stageDialog.getByRole('combobox', { name: named(deed.stage.to) }).click()
    await page.getByRole('option').nth(1).waitFor()
    await stage.shot('stage-choose')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await stage.shot('stage-dialog')
    await page.keyboard.press('Escape')
    await stageDialog.waitFor({ state: 'detached' })

    await offer(deed.offer.start)
    await page.getByRole('dialog', { name: named(deed.start.title) }).waitFor()
    await stage.shot('start-dialog')
    await page.keyboard.press('Escape')

    await stage.button(deed.newChat.open).click()
    const newChat = page.getByRole('dialog', { name: named(deed.newChat.title) })
    await newChat.waitFor()
    await stage.shot('new-chat-by-resume')
    await newChat.getByRole('textbox', { name: named(deed.newChat.reference) }).fill('hh.ru/vacancy/1')
    await stage.button(deed.newChat.find, newChat).click()
    await newChat.getByText(deed.failure.unreadable.slice(0, 20)).waitFor()
    await stage.shot('new-chat-wrong-link')
    await page.keyboard.press('Escape')
    await newChat.waitFor({ state: 'detached' })

    await page
      .getByRole('option')
      .filter({ has: page.getByRole('img', { name: named(deed.free.label) }) })
      .first()
      .click()
    await stage.composer.waitFor()
    await stage.shot('chat-without-vacancy')
    await offer(deed.offer.invite)
    await page.getByRole('dialog', { name: named(deed.invite.title) }).waitFor()
    await stage.shot('invite-dialog')
    await page.keyboard.press('Escape')
    await offer(deed.offer.leave)
    await page.getByRole('dialog', { name: named(deed.leave.title) }).waitFor()
    await stage.shot('leave-dialog')
    await page.keyboard.press('Escape')
  } finally {
    await hh.stop()
  }
}
