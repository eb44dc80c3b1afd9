import { LoginProxy } from '../lib/login-proxy'
import { askMain } from './ask-main'
import type { Stage } from './stage'

/** How the network is reached, as a person sets it. */
export async function drawNetworkSettings(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { network } = words.settings
  await stage.openSettings('network')
  await stage.shot('network')
  await page.getByText(network.ways.own, { exact: true }).click()
  const address = page.getByRole('textbox', { name: network.address })
  await address.fill('proxy.company.ru')
  await address.press('Enter')
  await page.getByText(network.badAddress).waitFor()
  await stage.shot('network-own')
  await page.getByText(network.ways.system, { exact: true }).click()
}

/** A proxy that wants a login, before anybody has signed in. */
export async function drawProxyLogin(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { proxyLogin } = words.settings
  const proxy = await LoginProxy.start({ user: 'anna', password: 'right' })
  try {
    await askMain(stage, 'app:change-settings', { proxy: { server: proxy.address, bypass: '' } })
    await stage.button(words.signIn.choice.team.name).click()
    const address = page.getByRole('textbox', { name: words.signIn.address.label })
    await address.fill('hub.company.ru')
    await address.press('Enter')
    await page.getByRole('dialog').waitFor()
    await stage.shot('proxy-login')
    await page.getByRole('textbox', { name: proxyLogin.user }).fill('anna')
    await page.getByLabel(proxyLogin.password, { exact: true }).fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText(proxyLogin.again).waitFor()
    await stage.shot('proxy-login-again')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('alert').waitFor()
    await stage.shot('proxy-login-refused')
    await page.keyboard.press('Escape')
    await askMain(stage, 'app:change-settings', { proxy: { server: 'system', bypass: '' } })
  } finally {
    await proxy.close()
  }
}
