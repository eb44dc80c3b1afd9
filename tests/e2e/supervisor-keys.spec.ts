import { expectFocusSomewhere } from '../lib/focus'
import { RussianKeyboard } from '../lib/russian-keyboard'
import { expect, test } from './fixtures'

test('[L2] [L3] [V1] the views of supervision in ЙЦУКЕН, also from within what goes @long', async ({
  avito,
  launch,
}) => {
  await avito.control.clientWrites({ clientName: 'Анна', text: 'Здравствуйте' })
  const page = await (await launch({ with: 'avito' })).deskWindow()
  const keyboard = await RussianKeyboard.at(page)
  await expect(page.getByRole('option')).toHaveCount(1)
  await keyboard.press('Ctrl+Digit4')
  const section = page.getByRole('region', { name: 'Надзор' })
  const views = section.getByRole('radiogroup', { name: 'Что показать' }).first()
  await expect(views.getByRole('radio').first()).toBeChecked()
  await expectFocusSomewhere(page, 'supervision')
  const count = await views.getByRole('radio').count()
  for (let nth = 1; nth <= count; nth += 1) {
    await keyboard.press('Ctrl+PageDown')
    await expect(views.getByRole('radio').nth(nth % count)).toBeChecked()
    await expectFocusSomewhere(page, `the view ${String(nth % count)}`)
  }
  for (let nth = count - 1; nth >= 0; nth -= 1) {
    // Whatever stands behind the row of views, as a number of the wall.
    await section.locator('button:visible, input:visible, select:visible').last().focus()
    await keyboard.press('Ctrl+PageUp')
    await expect(views.getByRole('radio').nth(nth)).toBeChecked()
    await expectFocusSomewhere(page, `the view ${String(nth)} from within another`)
  }
})
