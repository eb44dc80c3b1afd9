import { DeskPage } from '../lib/desk-page'
import { noisyPng, pngOf } from '../lib/png-of'
import { expect, test } from './fixtures'

const HOUR_MS = 3_600_000

test.describe('images and deletion', () => {
  test('[AV-76] [M15] an image goes both ways', async ({ avito, launch }) => {
    await avito.control.clientWrites({
      clientName: 'Ольга Титова',
      image: { base64: pngOf(64, 48).toString('base64'), mimeType: 'image/png' },
    })
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Ольга Титова')
    const incoming = desk.timeline.getByRole('img', { name: 'Изображение' }).first()
    await expect(incoming).toBeVisible()
    await expect.poll(() => incoming.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)

    await desk.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'схема.png', mimeType: 'image/png', buffer: pngOf(80, 60) })
    await expect(desk.page.getByLabel('Изображения к сообщению')).toBeVisible()
    await desk.page.getByRole('button', { name: 'Отправить Enter' }).click()
    await expect.poll(async () => (await avito.control.received()).map(({ type }) => type)).toEqual(['image'])
    await expect(desk.timeline.getByRole('img', { name: 'Отправлено' })).toBeVisible()
  })

  test('[M15] a picture shows how far it has got, and is taken back on the way @long', async ({ avito, launch }) => {
    await avito.control.clientWrites({ clientName: 'Ольга Титова', text: 'Пришлите план' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Ольга Титова')
    await desk.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'план.png', mimeType: 'image/png', buffer: noisyPng(2_400, 2_400) })
    await expect(desk.page.getByLabel('Изображения к сообщению')).toBeVisible()
    await app.stopHubAtUpload()
    await desk.page.getByRole('button', { name: 'Отправить Enter' }).click()
    const progress = desk.timeline.getByRole('progressbar', { name: 'Изображение передаётся' })
    await expect(progress).toBeVisible()
    await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
    expect(Number(await progress.getAttribute('aria-valuenow'))).toBeLessThan(100)
    await desk.timeline.getByRole('button', { name: 'Не отправлять' }).click()
    await expect(desk.timeline.getByRole('img', { name: 'план.png' })).toBeHidden()
    await app.resumeHub()
    await desk.send('Плана пока нет')
    await desk.expectState('Плана пока нет', 'Отправлено')
    expect((await avito.control.received()).map(({ type }) => type)).toEqual(['text'])
  })

  test('[M8] deletes within the hour, offers nothing after it', async ({ avito, launch }) => {
    await avito.control.clientWrites({ clientName: 'Игорь Галиев', text: 'Где вы находитесь?' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Игорь Галиев')
    await desk.send('Адрес с ошибкой')
    await desk.expectState('Адрес с ошибкой', 'Отправлено')
    await desk.takeBack('Адрес с ошибкой')
    await expect.poll(async () => (await avito.control.received()).map(({ isDeleted }) => isDeleted)).toEqual([true])
    await expect(desk.timeline.getByText('Сообщение удалено')).toBeVisible()
  })

  test('[M8] a deletion that comes too late is refused in words @long', async ({ avito, launch }) => {
    await avito.control.clientWrites({ clientName: 'Игорь Галиев', text: 'Где вы находитесь?' })
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Игорь Галиев')
    await desk.send('Останется навсегда')
    await desk.expectState('Останется навсегда', 'Отправлено')
    // Avito's clock goes on; the desk still believes that the window is open.
    await avito.control.advanceClock(HOUR_MS + 60_000)
    await desk.takeBack('Останется навсегда')
    await expect(desk.page.getByText('Сообщение уже нельзя изменить или удалить', { exact: false })).toBeVisible()
    await expect(desk.message('Останется навсегда')).toBeVisible()
    expect((await avito.control.received()).map(({ isDeleted }) => isDeleted)).toEqual([false])
  })
})
