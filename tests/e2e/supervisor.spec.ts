import { comeIn } from '../lib/come-in'
import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { TeamHub, type TeamPerson } from '../lib/team-hub'
import { expect, test } from './fixtures'

const ANNA: TeamPerson = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }
const VERA: TeamPerson = { login: 'vera@firm.ru', password: 'другой длинный пароль', name: 'Вера Старшая' }
const CLIENT = 'Ирина Волкова'

test('[V2] a supervisor looks on unseen, whispers, is answered, and takes the case over', async ({ avito, launch }) => {
  const first = { clientName: CLIENT, text: 'Здравствуйте, работа ещё есть?' }
  const { chatId } = await avito.control.clientWrites(first)
  const hub = await TeamHub.start({ demoAvito: avitoDemo(avito) })
  const profile = await makeProfile()
  let second: ElectronDesk | null = null
  try {
    await hub.add(ANNA, 'agent')
    await hub.add(VERA, 'supervisor')
    const one = await launch({ with: 'nothing', env: { OTKLIK_HUB: 'ask' } })
    await comeIn(await one.signInWindow(), hub.url, ANNA)
    const anna = new DeskPage(await one.deskWindow())

    await test.step('an agent is offered neither the wall nor the settings of the company', async () => {
      await expect(anna.page.getByRole('link', { name: 'Чаты' })).toBeVisible()
      await expect(anna.page.getByRole('link', { name: 'Надзор' })).toHaveCount(0)
      await anna.goTo('Настройки')
      await expect(anna.page.getByRole('button', { name: 'Вид и язык' })).toBeVisible()
      for (const name of ['Каналы', 'Сотрудники и группы'])
        await expect(anna.page.getByRole('button', { name, exact: true })).toHaveCount(0)
      await anna.goTo('Чаты')
    })
    await anna.openChat(CLIENT)
    // What was there before the channel is nobody's work: the next word begins the case.
    await avito.control.clientWrites({ chatId, text: 'Есть кто?' })
    await expect(anna.message('Есть кто?')).toBeVisible()
    await anna.page.keyboard.press('Control+Shift+KeyT')
    await expect(anna.page.getByRole('button', { name: 'Завершить' })).toBeVisible()
    await anna.send('Добрый день, да')
    await expectExactlyOnce(avito.control, ['Добрый день, да'])
    await anna.page.keyboard.press('Escape')
    await avito.control.clientWrites({ chatId, text: 'А какой график?' })

    second = await ElectronDesk.launch({ profile, demo: {}, env: { OTKLIK_HUB: 'ask' } })
    await comeIn(await second.signInWindow(), hub.url, VERA)
    const vera = new DeskPage(await second.deskWindow())
    await test.step('from the list, by the menu of the row: nothing is read, nobody is present', async () => {
      await expect(vera.chat(CLIENT)).toBeVisible()
      await vera.chat(CLIENT).click({ button: 'right' })
      await vera.page.getByRole('menuitem', { name: /^Наблюдать незаметно/ }).click()
      await expect(vera.page.getByText('Вы наблюдаете незаметно.')).toBeVisible()
      await expect(vera.message('А какой график?')).toBeVisible()
      await expect(vera.composer).toHaveCount(0)
    })

    await test.step('a whisper stands in the agent’s conversation, and is answered', async () => {
      const whisper = vera.page.getByRole('textbox', { name: `Шёпот: ${ANNA.name}` })
      await whisper.fill('График два через два')
      await whisper.press('Enter')
      await expect(vera.message('График два через два')).toBeVisible()
      // Still unread for the agent, although somebody has looked at it all the time.
      await expect(
        anna.page
          .getByRole('option')
          .filter({ hasText: CLIENT })
          .getByLabel(/непрочитан/),
      ).toBeVisible()
      await anna.openChat(CLIENT)
      await expect(anna.page.getByText('смотрит')).toHaveCount(0)
      await expect(anna.message('График два через два')).toContainText(`видят ${VERA.name}, вы и старшие`)
      await anna.page.getByRole('button', { name: 'Ответить шёпотом' }).click()
      const reply = anna.page.getByRole('textbox', { name: `Шёпот: ${VERA.name}` })
      await reply.fill('Спасибо, так и отвечу')
      await reply.press('Enter')
      await expect(vera.message('Спасибо, так и отвечу')).toBeVisible()
    })

    await test.step('taken over: the agent is told, the client has heard of none of it', async () => {
      await vera.page.getByRole('button', { name: 'Забрать себе' }).click()
      await vera.page.getByRole('button', { name: 'Войти в чат' }).click()
      await expect(vera.page.getByText('Вы наблюдаете незаметно.')).toHaveCount(0)
      await expect(anna.timeline.getByText(new RegExp(`${VERA.name}.*${VERA.name}|${VERA.name}`)).last()).toBeVisible()
      await expect(anna.page.getByRole('button', { name: 'Забрать себе' })).toBeVisible()
      await vera.send('Дальше отвечу я')
      await expectExactlyOnce(avito.control, ['Добрый день, да', 'Дальше отвечу я'])
    })
  } finally {
    await second?.close()
    removeProfile(profile)
    await hub.stop()
  }
})
