import type { Stage } from './stage'

/** Settings that the company has locked, what of its policy is not understood, and a set-up before the person's yes. */
export async function drawPolicy(stage: Stage): Promise<void> {
  const { page, words } = stage
  await page.getByText(words.settings.company.toast).waitFor()
  await stage.shot('policy-toast')
  await stage.button(words.settings.company.toastShow).click()
  await stage.shot('policy-company')
  await stage.center(stage.button(words.settings.company.setupChoose))
  await stage.shot('policy-company-end')
  for (const section of ['look', 'notices', 'links', 'sound', 'workplace'] as const) {
    await stage.openSettings(section)
    await stage.shot(`policy-${section}`)
  }
  await stage.openSettings('lines')
  await page.getByText('pbx.company.ru').first().waitFor()
  await stage.shot('policy-lines')
  await stage.button(words.settings.lines.edit).click()
  await stage.shot('policy-line')
  await stage.openSettings('deskPhone')
  await stage.shot('policy-desk-phone')
  await stage.openSettings('notices')
  await stage.center(page.getByRole('combobox', { name: words.settings.sounds.event.returned }))
  await stage.shot('policy-sounds')
  await stage.center(page.getByRole('group', { name: words.settings.quiet.days }))
  await stage.shot('policy-quiet')

  await openLink(
    stage,
    'otklik://setup?look.theme=dark&look.density=compact&notices.soundRing=0&quiet.days=1%2C2&calls.dialHotkey=',
  )
  await page.getByRole('dialog').waitFor()
  await stage.shot('setup-dialog')
  await page.keyboard.press('Escape')
  await openLink(stage, 'otklik://setup?look.theme=dark&look.density=dense&look.colour=red&workplace.plainHttp=1')
  await page.getByRole('dialog').waitFor()
  await stage.shot('setup-nothing')
  await page.keyboard.press('Escape')
}

/** The sign-in page where the company has locked the server, and a set-up that leads elsewhere. */
export async function drawLockedServer(stage: Stage): Promise<void> {
  const { page, words } = stage
  await page.getByRole('textbox', { name: words.signIn.login.login }).waitFor()
  await stage.shot('locked-server-login')
  await page.keyboard.press('Escape')
  await page.getByText(words.common.locked).waitFor()
  await stage.shot('locked-server-address')
  await page.keyboard.press('Escape')
  await stage.shot('locked-server-choice')
  await openLink(stage, 'otklik://setup?workplace.hub=https%3A%2F%2Fother.company.ru&look.theme=light')
  await page.getByRole('dialog').waitFor()
  await stage.shot('locked-server-setup')
  await page.keyboard.press('Escape')
}

/** As a second start hands it over. */
async function openLink({ app }: Stage, link: string): Promise<void> {
  await app.app.evaluate(({ app: main }, handedOver) => {
    main.emit('second-instance', {}, [], '', { link: handedOver })
  }, link)
}
