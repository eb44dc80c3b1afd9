import { processTree } from '../bench/lib/process-tree'
import { DeskPage } from '../lib/desk-page'
import { Desktop } from '../lib/desktop'
import { isAlive } from '../lib/is-alive'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { expect, test } from './fixtures'

test.describe('processes', () => {
  test('quitting by the menu ends every process @long', async ({ launch }) => {
    const app = await launch()
    await app.deskWindow()
    await app.mediaWindow()
    await expect.poll(() => app.hubPid()).not.toBeNull()
    const all = processTree(app.mainPid)
    expect(all.length).toBeGreaterThan(4)
    await new Desktop(app).quitByMenu()
    await expect.poll(() => all.filter(isAlive)).toEqual([])
  })

  test('kill -9 of main takes the hub and the windows with it; the next start works at once', async ({
    avito,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Первое' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Анна Петрова')
    await desk.send('Перед концом')
    const all = processTree(app.mainPid)
    await app.killMain()
    const next = await launch({ with: 'avito' })
    await expect.poll(() => all.filter(isAlive)).toEqual([])

    const deskAgain = new DeskPage(await next.deskWindow())
    await deskAgain.openChat('Анна Петрова')
    await expect(deskAgain.message('Перед концом')).toBeVisible()
    await expectExactlyOnce(avito.control, ['Перед концом'])
  })

  test('kill -9 of the hub: the desk says so, takes what is written, and recovers', async ({ avito, launch }) => {
    await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Первое' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Анна Петрова')
    await expect(desk.message('Первое')).toBeVisible()
    const killed = await app.hubPid()
    if (killed === null) throw new Error('No hub is running')
    const banner = desk.page.getByText(/Нет связи с сервером|Сервер Otklik остановился/)
    // Said for as long as the hub is away, which may be a few frames only.
    const isSaid = desk.page.waitForFunction(() =>
      [...document.querySelectorAll('[role=status]')].some(({ textContent }) =>
        /Нет связи с сервером|Сервер Otklik остановился/.test(textContent),
      ),
    )
    process.kill(killed, 'SIGKILL')
    await isSaid
    await desk.send('Пока сервера нет')
    await expect(banner).toHaveCount(0)
    await desk.expectState('Пока сервера нет', 'Отправлено', 20_000)
    expect(await app.hubPid()).not.toBe(killed)
    await expectExactlyOnce(avito.control, ['Пока сервера нет'])
  })

  test('[K10] a call whose other side went while kill -9 had ended everything stands in the history as cut off @long', async ({
    sip,
    launch,
  }) => {
    const app = await launch({ with: 'sip' })
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    await desk.goTo('Звонки')
    const field = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
    await field.fill('1001')
    await field.press('Enter')
    await expect.poll(async () => (await sip.control.calls())[0]?.state).toBe('answered')
    await expect(desk.callTimer).toBeVisible()
    await app.killMain()
    await sip.control.hangUp((await sip.control.calls())[0]?.callId ?? '')

    const after = new DeskPage(await (await launch({ with: 'sip' })).deskWindow())
    await after.goTo('Звонки')
    const history = after.page.getByLabel('История звонков')
    await expect(history.getByText('1001').first()).toBeVisible()
    await expect(history.getByText('Прервался').first()).toBeVisible()
  })
})
