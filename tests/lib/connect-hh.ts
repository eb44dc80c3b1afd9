import { expect, type Page } from '@playwright/test'

import type { HhSandbox } from '../../sandbox/hh'
import { HubAdmin } from './hub-admin'
import { giveConsent } from './hh-consent'

interface Connected {
  readonly channel: { readonly id: string }
  readonly consentUrl: string
}

/** As the settings do it, with the consent given in the person's stead; resolves when hh.ru is being received. */
export async function connectHh(deskWindow: Page, hh: HhSandbox): Promise<HubAdmin> {
  const admin = await HubAdmin.of(deskWindow)
  await hh.control.change({ redirectUrl: `${admin.url}/oauth/callback` })
  const { consentUrl } = await admin.post<Connected>('/api/channels', {
    kind: 'hh',
    name: 'Ромашка',
    mode: 'partner',
    clientId: hh.clientId,
    clientSecret: hh.clientSecret,
    apiUrl: hh.apiUrl,
    consentUrl: `${hh.siteUrl}/oauth/authorize`,
    contactEmail: 'hr@romashka.example',
  })
  const query = await giveConsent(consentUrl, 'allow', hh.managerIds[0])
  const back = await fetch(`${admin.url}/oauth/callback?${new URLSearchParams(query).toString()}`)
  if (!back.ok) throw new Error(`The consent was answered ${String(back.status)}`)
  const health = async () =>
    (await admin.get<{ channels: { health: { kind: string } }[] }>('/api/channels')).channels[0]?.health.kind
  await expect.poll(health, { timeout: 20_000 }).toBe('receiving')
  return admin
}
