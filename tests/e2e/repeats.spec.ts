import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { comeIn } from '../lib/come-in'
import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { Desktop, RECORD_NOTICES } from '../lib/desktop'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { TeamHub, type TeamPerson } from '../lib/team-hub'
import { expect, test } from './fixtures'

const ANNA: TeamPerson = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }
const BORIS: TeamPerson = { login: 'boris@firm.ru', password: 'другой длинный пароль', name: 'Борис Котов' }
const [CLIENT, OTHER] = ['Ирина Волкова', 'Павел Смирнов']
/** Set by Anna. */
const EVERY_MINUTES = 1

test('[N4] what nobody has opened is told again, until a colleague opens the conversation at another desk', async ({
  avito,
  profile,
  launch,
}) => {
  test.slow()
  const { chatId } = await avito.control.clientWrites({ clientName: CLIENT, text: 'Здравствуйте' })
  const { chatId: otherId } = await avito.control.clientWrites({ clientName: OTHER, text: 'Добрый день' })
  const hub = await TeamHub.start({ demoAvito: avitoDemo(avito) })
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ repeatMinutes: EVERY_MINUTES }))
  const colleagues = await makeProfile()
  let second: ElectronDesk | null = null
  try {
    for (const person of [ANNA, BORIS]) await hub.add(person, 'agent')
    const first = await launch({ with: 'nothing', env: { OTKLIK_HUB: 'ask' }, chromiumArgs: RECORD_NOTICES })
    await comeIn(await first.signInWindow(), hub.url, ANNA)
    const anna = new DeskPage(await first.deskWindow())
    second = await ElectronDesk.launch({ profile: colleagues, demo: {}, env: { OTKLIK_HUB: 'ask' } })
    await comeIn(await second.signInWindow(), hub.url, BORIS)
    const boris = new DeskPage(await second.deskWindow())
    for (const desk of [anna, boris]) await expect(desk.chat(CLIENT)).toBeVisible()
    await new Desktop(second).focusDeskWindow()

    // From here on the time of this window is ours.
    await anna.page.clock.install()
    await anna.page.reload()
    await first.deskWindow()
    const desktop = new Desktop(first)
    await desktop.closeDeskWindow()
    const timesTold = async (name: string) =>
      (await desktop.notices()).filter((notice) => notice.startsWith(name) || notice.endsWith(name)).length
    const passInterval = () => anna.page.clock.fastForward(EVERY_MINUTES * 60_000)
    const rowOf = (name: string) => anna.page.getByRole('option').filter({ hasText: name })

    await test.step('a message in the queue, as long as nobody looks', async () => {
      await avito.control.clientWrites({ chatId, text: 'Вы ещё ищете курьера?' })
      for (let told = 1; told <= 3; told += 1) {
        await expect.poll(() => timesTold(CLIENT)).toBe(told)
        await passInterval()
      }
      await expect.poll(() => timesTold(CLIENT)).toBe(4)
    })

    await test.step('a colleague opens it: another conversation goes on being told, this one does not', async () => {
      await boris.openChat(CLIENT)
      await expect(rowOf(CLIENT).getByText(`${BORIS.name} смотрит`)).toBeAttached()
      await avito.control.clientWrites({ chatId: otherId, text: 'Когда можно подойти?' })
      for (let told = 1; told <= 3; told += 1) {
        await expect.poll(() => timesTold(OTHER)).toBe(told)
        await passInterval()
      }
      expect(await timesTold(CLIENT)).toBe(4)
    })
  } finally {
    await second?.close()
    removeProfile(colleagues)
    await hub.stop()
  }
})
