import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { DeskPage } from '../lib/desk-page'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { expect, test } from './fixtures'

const CLIENT = 'Мария Лебедева'
const PIECE = Buffer.alloc(4096)

/** A small disk for the windows' databases alone; `false`: nobody may mount here. */
function mountSmallDisk(folder: string): boolean {
  mkdirSync(folder, { recursive: true })
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]).status === 0
}

function fill(folder: string): string {
  const ballast = join(folder, 'ballast')
  const file = openSync(ballast, 'w')
  try {
    for (;;) writeSync(file, PIECE)
  } catch (error) {
    expect(String(error)).toContain('ENOSPC')
  } finally {
    closeSync(file)
  }
  return ballast
}

test('[O3] a disk that is full closes the desk’s memory: said, and nothing is lost or doubled once there is room', async ({
  avito,
  profile,
  launch,
}) => {
  test.slow()
  const disk = join(profile, 'IndexedDB')
  test.info().skip(!mountSmallDisk(disk), 'nobody may mount here')
  try {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Здравствуйте' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat(CLIENT)
    await desk.send('Добрый день')
    await desk.expectState('Добрый день', 'Отправлено')
    const banner = desk.page.getByRole('status').filter({ hasText: /закрылась|мало места/ })

    const ballast = fill(disk)
    const { chatId } = await avito.control.clientWrites({ clientName: CLIENT, text: 'Пришло без места' })
    for (let nth = 0; nth < 20; nth += 1)
      await avito.control.clientWrites({ chatId, text: `Строка ${String(nth)} ${'я'.repeat(900)}` })
    await expect(banner).toBeVisible()

    rmSync(ballast)
    await expect(banner).toBeHidden()
    await expect(desk.page.getByLabel(/^Список (чатов|обращений)$/)).toContainText('Строка 19')
    await desk.openChat(CLIENT)
    await desk.send('Теперь место есть')
    await desk.expectState('Теперь место есть', 'Отправлено', 30_000)
    await expectExactlyOnce(avito.control, ['Добрый день', 'Теперь место есть'])
    await app.close()
  } finally {
    execFileSync('umount', ['-l', disk])
  }
})
