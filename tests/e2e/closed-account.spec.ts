import { comeIn, signIn } from '../lib/come-in'
import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { rowsOfTeamCaches } from '../lib/team-caches'
import { TeamHub, type TeamPerson } from '../lib/team-hub'
import { expect, test } from './fixtures'

const ANNA: TeamPerson = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }
const VERA: TeamPerson = { login: 'vera@firm.ru', password: 'другой длинный пароль', name: 'Вера Старшая' }
const [FIRST, SECOND] = ['Ирина Волкова', 'Олег Сидоров'] as const

test('[I9][Q17] an account is closed while its person works: that desk says so and keeps nothing, the colleague goes on', async ({
  avito,
  launch,
}) => {
  const chats = new Map<string, string>()
  for (const clientName of [FIRST, SECOND])
    chats.set(clientName, (await avito.control.clientWrites({ clientName, text: 'Раньше' })).chatId)
  const hub = await TeamHub.start({ demoAvito: avitoDemo(avito) })
  const profile = await makeProfile()
  let second: ElectronDesk | null = null
  try {
    await hub.add(ANNA, 'agent')
    await hub.add(VERA, 'supervisor')
    const app = await launch({ with: 'nothing', env: { OTKLIK_HUB: 'ask' } })
    const page = await app.signInWindow()
    await comeIn(page, hub.url, ANNA)
    const anna = new DeskPage(await app.deskWindow())
    await expect(anna.chat(FIRST)).toBeVisible()
    // What was there before the channel is nobody's work: the next word begins the case.
    for (const chatId of chats.values()) await avito.control.clientWrites({ chatId, text: 'Есть кто?' })
    await test.step('she has two cases, an answer that was sent and one that she has not', async () => {
      for (const client of [FIRST, SECOND]) {
        await anna.openChat(client)
        await expect(anna.message('Есть кто?')).toBeVisible()
        await anna.page.keyboard.press('Control+Shift+KeyT')
        await expect(anna.page.getByRole('button', { name: 'Завершить' })).toBeVisible()
      }
      await anna.openChat(FIRST)
      await anna.send('Добрый день, да')
      await anna.expectState('Добрый день, да', /Отправлено|Доставлено|Прочитано/)
      await anna.composer.fill('недописано')
      await expect(anna.page.getByRole('option').getByText('недописано')).toBeVisible()
    })

    second = await ElectronDesk.launch({ profile, demo: {}, env: { OTKLIK_HUB: 'ask' } })
    await comeIn(await second.signInWindow(), hub.url, VERA)
    const vera = new DeskPage(await second.deskWindow())
    const dialog = vera.page.getByRole('dialog')
    await test.step('a colleague is about to hand her a case', async () => {
      await vera.openChat(SECOND)
      await vera.page.keyboard.press('Control+Shift+KeyT')
      await vera.page.keyboard.press('Control+Shift+KeyL')
      await dialog.getByRole('combobox', { name: 'Кому' }).click()
      await vera.page.getByRole('option', { name: new RegExp(`^${ANNA.name}`) }).click()
      await expect(dialog.getByRole('button', { name: 'Передать' })).toHaveAttribute('aria-disabled', 'false')
    })

    await hub.closeAccount(ANNA.login)

    await test.step('her desk says why, has nothing of the chats any more, and lets her in no more', async () => {
      await expect(page.getByText(`${ANNA.name}: вход закрыт администратором.`)).toBeVisible()
      // The hub keeps what she had begun, for when she may come in again.
      await expect(page.getByText(/черновиков/)).toHaveCount(0)
      await expect.poll(() => rowsOfTeamCaches(page)).toEqual({})
      await signIn(page, ANNA)
      await expect(page.getByText('Ваш вход закрыт. Почему, знает администратор.')).toBeVisible()
    })

    await test.step('the colleague can hand her nothing, and finds her cases in the queue', async () => {
      await expect(dialog.getByRole('button', { name: 'Передать' })).toHaveAttribute('aria-disabled', 'true')
      await dialog.getByRole('combobox', { name: 'Кому' }).click()
      await expect(vera.page.getByRole('option').filter({ hasText: 'Ольга Серова' })).toBeVisible()
      await expect(vera.page.getByRole('option', { name: new RegExp(`^${ANNA.name}`) })).toHaveCount(0)
      await vera.page.keyboard.press('Escape')
      await vera.page.keyboard.press('Escape')
      await vera.goTo('Чаты')
      await vera.openChat(FIRST)
      await expect(vera.timeline.getByText(/сотрудник больше не работает/)).toBeVisible()
      await vera.page.keyboard.press('Control+Shift+KeyT')
      await vera.send('Дальше отвечаю я')
      await vera.expectState('Дальше отвечаю я', /Отправлено|Доставлено|Прочитано/)
      await expectExactlyOnce(avito.control, ['Добрый день, да', 'Дальше отвечаю я'])
    })

    await test.step('what she did keeps her name; on the wall she is not any more', async () => {
      await expect(vera.message('Добрый день, да')).toContainText(ANNA.name)
      const navigation = vera.page.getByRole('navigation', { name: 'Разделы' })
      await navigation.getByRole('link', { name: /^Надзор/ }).click()
      await expect(vera.page.getByRole('rowheader', { name: VERA.name })).toBeVisible()
      await expect(vera.page.getByRole('rowheader', { name: ANNA.name })).toHaveCount(0)
    })
  } finally {
    await second?.close()
    removeProfile(profile)
    await hub.stop()
  }
})
