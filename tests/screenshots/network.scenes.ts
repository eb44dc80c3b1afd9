import { freePort } from '../../hub/store/testing/postgres'
import { LoginProxy } from '../lib/login-proxy'
import { startNginxFront } from '../lib/nginx-front'
import { askMain } from './ask-main'
import { COMPANY_HOST, companyFiles } from './company-home'
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

/** A server that lets in only computers with a certificate. */
export async function drawCertificate(stage: Stage): Promise<void> {
  const { page, words, profile } = stage
  const front = await startNginxFront({
    folder: profile,
    port: await freePort(),
    hub: '127.0.0.1:9',
    certificates: companyFiles(profile),
    wantsClient: true,
  })
  try {
    await stage.button(words.signIn.choice.team.name).click()
    const address = page.getByRole('textbox', { name: words.signIn.address.label })
    await address.fill(`https://${COMPANY_HOST}:${String(front.port)}`)
    await address.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio').first().waitFor()
    await stage.shot('certificate')
    await stage.button(words.settings.certificate.drop, dialog).click()
    await page.getByRole('alert').waitFor()
    await stage.shot('certificate-refused')
  } finally {
    await front.stop()
  }
}
