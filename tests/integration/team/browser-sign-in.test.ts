import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { BrowserSignIn } from '../../../electron/hub/team/browser-sign-in'
import { createAccountRequests } from '../../../electron/hub/team/account-requests'
import { lookAtHub } from '../../../electron/hub/team/look-at-hub'
import { OIDC_CALLBACK_PATH } from '../../../hub/accounts/oidc-client'
import { signInAtProvider, startOidcProvider } from '../../../hub/testing/oidc-provider'
import { QUICK, Team } from '../../../hub/testing/team'
import { PREPARING_MS } from '../../../hub/testing/test-folder'
import type { SignedIn } from '../../../shared/contract/accounts'
import { parseOwnLink } from '../../../shared/domain/own-link'

const PUBLIC_URL = 'https://hub.example'
let team: Team
let provider: Awaited<ReturnType<typeof startOidcProvider>>

beforeAll(async () => {
  provider = await startOidcProvider(PUBLIC_URL, OIDC_CALLBACK_PATH)
  const { client_id: clientId, client_secret: clientSecret } = provider.client
  const registered = { name: 'Вход компании', issuer: provider.issuer, clientId, clientSecret, publicUrl: PUBLIC_URL }
  team = await Team.open({ options: { accounts: { ...QUICK, provider: registered } } })
}, PREPARING_MS)
afterAll(async () => {
  provider.stop()
  await team.stop()
})

/** A desk whose browser has no screen. */
function desk() {
  const granted: SignedIn[] = []
  const pages: string[] = []
  const signIn = new BrowserSignIn({
    accounts: createAccountRequests(fetch, 'стол Анны'),
    open: async (address) => {
      pages.push(address)
      return true
    },
    onGranted: (_url, signedIn) => granted.push(signedIn),
  })
  return { signIn, granted, pages }
}

/** Through the provider's own pages and back to the hub, as behind its proxy; the link of the last page. */
async function linkAfter(address: string, login: string): Promise<string> {
  const { pathname, search } = await signInAtProvider(address, login, PUBLIC_URL)
  const page = await (await fetch(team.hub.url + pathname + search)).text()
  return (/href="(otklik:[^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&')
}

describe('a desk that signs in at a provider of OpenID Connect', () => {
  it('finds the provider at the hub, opens its page, and the link of the last page signs in', async () => {
    const look = await lookAtHub(team.hub.url, fetch, '1.0.0')
    expect(look).toMatchObject({ kind: 'found', providers: [{ id: 'oidc', name: 'Вход компании' }] })
    const anna = await team.person('agent', 'Анна')
    provider.people.set('anna', { email: anna.login, isVerified: true })
    const { signIn, granted, pages } = desk()
    expect(await signIn.begin(team.hub.url, 'oidc')).toMatchObject({ kind: 'opened' })
    const link = parseOwnLink(await linkAfter(pages[0] ?? '', 'anna'))
    if (link?.kind !== 'signIn') throw new Error('The page does not lead back.')
    expect(signIn.isOurs(link.attempt)).toBe(true)
    expect(await signIn.finish(link.code)).toEqual({ kind: 'signedIn' })
    expect(granted.map(({ agent }) => agent.name)).toEqual(['Анна'])
    expect((await team.ask('GET', '/api/auth/me', granted[0] ?? null)).status).toBe(200)
  })

  it('the code of another desk’s browser is worth nothing here', async () => {
    const boris = await team.person('agent', 'Борис')
    provider.people.set('boris', { email: boris.login, isVerified: true })
    const [own, foreign] = [desk(), desk()]
    await own.signIn.begin(team.hub.url, 'oidc')
    await foreign.signIn.begin(team.hub.url, 'oidc')
    const link = parseOwnLink(await linkAfter(foreign.pages[0] ?? '', 'boris'))
    if (link?.kind !== 'signIn') throw new Error('The page does not lead back.')
    expect(own.signIn.isOurs(link.attempt)).toBe(false)
    expect(await own.signIn.finish(link.code)).toEqual({ kind: 'unknownAttempt' })
    expect(await own.signIn.finish('не код')).toEqual({ kind: 'unknownAttempt' })
    expect(own.granted).toEqual([])
  })

  it('says what is wrong: no such provider, a provider that is away, a hub that is away', async () => {
    const { signIn, pages } = desk()
    expect(await signIn.begin(team.hub.url, 'other')).toEqual({ kind: 'unknownProvider' })
    expect(await signIn.begin('http://127.0.0.1:9', 'oidc')).toEqual({ kind: 'away' })
    expect(pages).toEqual([])
  })
})
