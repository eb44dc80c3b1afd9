import { DeskPage } from '../lib/desk-page'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { expect, test } from './fixtures'

test.describe('when Avito is difficult', () => {
  test.beforeEach(async ({ avito }) => {
    await avito.control.clientWrites({ clientName: 'Елена Орлова', text: 'Добрый день' })
  })

  test('an expired token is refreshed unseen @long', async ({ avito, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Елена Орлова')
    await avito.control.expireAccessTokens()
    await desk.send('Ответ после истечения токена')
    await desk.expectState('Ответ после истечения токена', 'Отправлено')
    await expectExactlyOnce(avito.control, ['Ответ после истечения токена'])
  })

  test('429 is waited out, 500 is read back before anything is sent again @long', async ({ avito, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Елена Орлова')
    await avito.control.inject({
      kind: 'status',
      status: 429,
      retryAfterS: 1,
      times: 2,
      match: { method: 'POST', pathPart: '/messages' },
    })
    await desk.send('Через ограничение частоты')
    await desk.expectState('Через ограничение частоты', 'Отправлено', 30_000)
    await avito.control.inject({
      kind: 'status',
      status: 500,
      times: 1,
      match: { method: 'POST', pathPart: '/messages' },
    })
    await desk.send('Через ошибку сервера')
    await desk.expectState('Через ошибку сервера', 'Отправлено', 40_000)
    await expectExactlyOnce(avito.control, ['Через ограничение частоты', 'Через ошибку сервера'])
  })

  test('[M23] an answer that got lost after Avito accepted is not sent twice', async ({ avito, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Елена Орлова')
    await avito.control.inject({ kind: 'dropAfterAccept', times: 1, match: { method: 'POST', pathPart: '/messages' } })
    await desk.send('Принято, но ответ потерян')
    await desk.expectState('Принято, но ответ потерян', 'Отправлено', 40_000)
    await expectExactlyOnce(avito.control, ['Принято, но ответ потерян'])
  })

  test('a missing tariff is said in words, nothing typed is lost, retry works once it is paid @long', async ({
    avito,
    launch,
  }) => {
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Елена Орлова')
    await avito.control.setTariff(false)
    await desk.send('Без тарифа')
    await expect(desk.timeline.getByText('тариф не включает переписку', { exact: false })).toBeVisible({
      timeout: 60_000,
    })
    await avito.control.setTariff(true)
    await desk.timeline.getByRole('button', { name: 'Повторить' }).click()
    await desk.expectState('Без тарифа', 'Отправлено')
    await expectExactlyOnce(avito.control, ['Без тарифа'])
  })

  test('a chat that vanished says so and keeps the history @long', async ({ avito, launch }) => {
    const { chatId } = await avito.control.clientWrites({ clientName: 'Степан Жуков', text: 'Скоро исчезну' })
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Степан Жуков')
    await avito.control.deleteChat(chatId)
    await desk.send('Ответ в исчезнувший чат')
    await expect(desk.page.getByRole('note').getByText('Канал больше не знает этого чата')).toBeVisible({
      timeout: 60_000,
    })
    await expect(desk.message('Скоро исчезну')).toBeVisible()
    await expect(desk.message('Ответ в исчезнувший чат')).toBeVisible()
  })

  test('text over the limit is counted before sending and stays typed @long', async ({ avito, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Елена Орлова')
    await desk.composer.fill('я'.repeat(1037))
    await expect(desk.page.getByText('сократите на 37', { exact: false }).first()).toBeVisible()
    await desk.composer.press('Enter')
    await expect(desk.composer).toHaveValue('я'.repeat(1037))
    expect(await avito.control.received()).toEqual([])
  })

  test('an image over 24 MB is refused before upload and the text stays @long', async ({ avito, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Елена Орлова')
    await desk.composer.fill('Подпись к картинке')
    await desk.page.locator('input[type=file]').evaluate((input: HTMLInputElement) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(80 * 1024 * 1024)], 'огромная.png', { type: 'image/png' }))
      input.files = transfer.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await expect(desk.page.getByText('огромная.png: 80 МБ — слишком много, можно до 24 МБ.')).toBeVisible()
    await expect(desk.composer).toHaveValue('Подпись к картинке')
    expect(await avito.control.received()).toEqual([])
  })
})
