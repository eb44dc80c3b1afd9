import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import type { ElectronDesk } from '../lib/electron-desk'
import { expect, test } from './fixtures'

const CLIENT = 'Никита Белов'
const FAR = { x: 90_000, y: -70_000 }
/** A font of icons, with neither Cyrillic nor Latin letters: the only one that this test's system has. */
const ICON_FONTS = resolve(import.meta.dirname, '../../node_modules/playwright-core/lib/vite/recorder/assets')

type Kind = 'desk' | 'widget' | 'incoming'

/** Whether the whole window lies on one screen that is there. */
function isOnScreen(app: ElectronDesk, kind: Kind): Promise<boolean> {
  return app.app.evaluate(({ BrowserWindow, screen }, name) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`${name}.html`))
    if (!window) return false
    const { x, y, width, height } = window.getBounds()
    return screen
      .getAllDisplays()
      .some(
        ({ workArea }) =>
          x >= workArea.x &&
          y >= workArea.y &&
          x + width <= workArea.x + workArea.width &&
          y + height <= workArea.y + workArea.height,
      )
  }, kind)
}

/** As if the screen on which it stood had been unplugged. */
async function unplugScreenUnder(app: ElectronDesk, kind: Kind): Promise<void> {
  await app.app.evaluate(
    ({ BrowserWindow, screen }, [name, far]) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`${name}.html`))
      if (!window) throw new Error(`There is no window of ${name}`)
      window.setBounds({ ...window.getBounds(), ...far })
      screen.emit('display-removed', {}, screen.getPrimaryDisplay())
    },
    [kind, { x: 5_000, y: 4_000 }] as const,
  )
}

test('[M17] windows whose files say that they stood far away come up on a screen @long', async ({
  launch,
  profile,
}) => {
  writeFileSync(join(profile, 'widget.json'), JSON.stringify({ corner: FAR }))
  writeFileSync(
    join(profile, 'window.json'),
    JSON.stringify({ bounds: { ...FAR, width: 1000, height: 600 }, isMaximized: false, theme: 'light' }),
  )
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ language: 'ru', widget: 'always' }))
  const app = await launch({ with: 'nothing' })
  await app.deskWindow()
  await app.widgetWindow()
  await expect.poll(() => isOnScreen(app, 'widget')).toBe(true)
  await expect.poll(() => isOnScreen(app, 'desk')).toBe(true)
})

test('[M17] [N6] a screen that is unplugged takes no window with it', async ({ launch, profile, sip }) => {
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ language: 'ru', widget: 'always' }))
  const app = await launch({ with: 'sip' })
  const desk = await app.deskWindow()
  await expect(desk.getByRole('button', { name: /^Телефон: на связи/ })).toBeVisible()
  await app.widgetWindow()
  const { user } = sip.users[0] ?? { user: '' }
  await sip.control.callUser({ to: user, plays: 'tone', from: '+74950000440' })
  const incoming = await app.incomingWindow()
  await expect(incoming.getByRole('button', { name: /^Ответить/ })).toBeVisible()
  for (const kind of ['widget', 'incoming', 'desk'] as const) {
    await unplugScreenUnder(app, kind)
    await expect.poll(() => isOnScreen(app, kind), `the window of ${kind}`).toBe(true)
  }
})

/** The families in which text of the page was really drawn, and whether each came with the page. */
async function drawnFonts(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => document.fonts.ready)
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'body *' })
  const drawn = new Set<string>()
  for (const nodeId of nodeIds) {
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId }).catch((error: unknown) => {
      // What has left the page meanwhile draws nothing.
      if (String(error).includes('Could not find node')) return { fonts: [] }
      throw error
    })
    for (const { familyName, isCustomFont } of fonts) drawn.add(isCustomFont ? 'shipped' : familyName)
  }
  await session.detach()
  return [...drawn]
}

test('[L1] a system whose fonts have no Cyrillic shows every window in the shipped one @long', async ({
  avito,
  launch,
  profile,
  sip,
}) => {
  const fonts = join(profile, 'fonts')
  mkdirSync(fonts)
  const icons = readdirSync(ICON_FONTS).find((file) => file.endsWith('.ttf'))
  if (icons === undefined) throw new Error(`There is no font in ${ICON_FONTS}`)
  copyFileSync(join(ICON_FONTS, icons), join(fonts, 'icons.ttf'))
  const config = join(profile, 'fonts.conf')
  writeFileSync(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${fonts}</cachedir></fontconfig>`,
  )
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ language: 'ru' }))
  await avito.control.clientWrites({ clientName: CLIENT, text: 'Есть в наличии? Ёж, № 5, 90 000 ₽, Қазақстан' })
  const app = await launch({ with: 'both', env: { FONTCONFIG_FILE: config } })
  const page = await app.deskWindow()
  const desk = new DeskPage(page)
  await desk.openChat(CLIENT)
  await expect(desk.message('Есть в наличии?')).toBeVisible()
  expect(await drawnFonts(page)).toEqual(['shipped'])

  await app.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((each) => each.webContents.getURL().includes('desk.html'))
      ?.hide()
  })
  const widget = await app.widgetWindow()
  const icon = widget.getByRole('button', { name: /^Открыть чаты/ })
  await expect(icon).toBeVisible()
  await icon.press('Enter')
  await expect(new DeskPage(widget).chat(CLIENT)).toBeVisible()
  expect(await drawnFonts(widget)).toEqual(['shipped'])

  const { user } = sip.users[0] ?? { user: '' }
  await sip.control.callUser({ to: user, plays: 'tone', from: '+78435550172', displayName: 'Ринат Валеев' })
  const incoming = await app.incomingWindow()
  await expect(incoming.getByRole('button', { name: /^Ответить/ })).toBeVisible()
  expect(await drawnFonts(incoming)).toEqual(['shipped'])
})

test('[L5] the desk is whole in a window of four inches and on an 8K screen', async ({ avito, launch }) => {
  await avito.control.clientWrites({ clientName: CLIENT, text: 'Есть в наличии?' })
  const app = await launch({ with: 'avito' })
  const page = await app.deskWindow()
  const desk = new DeskPage(page)
  for (const [width, height] of [
    [360, 480],
    [480, 800],
    [7680, 4320],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const [key, heading] of [
      ['Control+Digit3', 'Звонки'],
      ['Control+Comma', 'Телефонные линии'],
      ['Control+Digit4', 'Надзор'],
      ['Control+Digit1', 'Чаты'],
    ] as const) {
      await page.keyboard.press(key)
      await expect(page.getByRole('heading', { name: heading }).first()).toBeAttached()
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(over, `${heading} at ${String(width)}`).toBeLessThanOrEqual(0)
    }
    await desk.openChat(CLIENT)
    await expect(page.getByRole('heading', { name: CLIENT })).toBeVisible()
    await expect(desk.composer).toBeInViewport()
    const send = await page
      .getByRole('button', { name: /^Отправить/ })
      .first()
      .boundingBox()
    expect((send?.x ?? 0) + (send?.width ?? width + 1)).toBeLessThanOrEqual(width)
    await page.keyboard.press('Escape')
  }
})
