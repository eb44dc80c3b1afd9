import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { beginOidcReply } from '#shared/contract/accounts'

import { signInAtProvider, startOidcProvider } from '../testing/oidc-provider'
import { QUICK, signedInOf, Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'
import { OIDC_CALLBACK_PATH } from './oidc-client'

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

async function begin() {
  const { body } = await team.ask('POST', '/api/auth/oidc/begin', null, { provider: 'oidc' })
  return beginOidcReply.parse(body)
}

/** Through the provider and back to the hub, as behind its proxy. */
async function pageAfter(url: string, login: string) {
  const back = await signInAtProvider(url, login, PUBLIC_URL)
  return open(back)
}

async function open({ pathname, search }: URL) {
  const answer = await fetch(team.hub.url + pathname + search, { headers: { 'accept-language': 'ru' } })
  const text = await answer.text()
  return { status: answer.status, text, code: /<strong>([A-Z2-7-]+)<\/strong>/.exec(text)?.[1] ?? '' }
}

function finish(begun: { readonly attempt: string; readonly secret: string }, code: string) {
  const { attempt, secret } = begun
  return team.ask('POST', '/api/auth/oidc/finish', null, { attempt, secret, code, device: 'стол' })
}

function known(subject: string, email: string, isVerified = true): string {
  provider.people.set(subject, { email, isVerified })
  return subject
}

describe('signing in at a provider of OpenID Connect', () => {
  it('is offered by the hub', async () => {
    expect((await team.ask('GET', '/api/hub', null)).body).toMatchObject({
      signIn: { hasPassword: true, providers: [{ id: 'oidc', name: 'Вход компании' }] },
    })
    expect(await team.ask('POST', '/api/auth/oidc/begin', null, { provider: 'other' })).toMatchObject({ status: 404 })
  })

  it('leads whoever has an account into it, by the code of the page and the secret of the desk', async () => {
    const anna = await team.person('agent', 'Анна')
    const begun = await begin()
    const page = await pageAfter(begun.url, known('anna-at-work', anna.login.toUpperCase()))
    expect([page.status, page.code]).toEqual([200, expect.stringMatching(/^[A-Z2-7]{4}-[A-Z2-7]{4}$/) as string])
    expect(page.text).toContain(`otklik://sign-in?attempt=${begun.attempt}&amp;code=${page.code}`)
    const signed = signedInOf(await finish(begun, page.code.toLowerCase()))
    expect(signed.agent).toEqual(anna.agent)
    expect((await team.ask('GET', '/api/auth/me', signed)).status).toBe(200)
    expect(await finish(begun, page.code)).toMatchObject({ status: 404 })
  })

  it('knows the person again by the provider’s name, whatever the address is by then', async () => {
    const anna = await team.person('agent')
    const once = async (email: string) => {
      const begun = await begin()
      return finish(begun, (await pageAfter(begun.url, known('vera-at-work', email, email === anna.login))).code)
    }
    expect(signedInOf(await once(anna.login)).agent.id).toBe(anna.agent.id)
    expect(signedInOf(await once('other@example.ru')).agent.id).toBe(anna.agent.id)
  })

  it('makes no account, and believes no address for which the provider does not vouch', async () => {
    const anna = await team.person('agent')
    for (const [subject, email, isVerified] of [
      ['stranger', 'stranger@example.ru', true],
      ['claims-to-be-anna', anna.login, false],
    ] as const) {
      const page = await pageAfter((await begin()).url, known(subject, email, isVerified))
      expect([page.status, page.text.includes('Учётной записи нет')]).toEqual([400, true])
    }
  })

  it('is of no use to somebody who had another person consent', async () => {
    const anna = await team.person('agent')
    const [hers, foreign] = [await begin(), await begin()]
    const { code } = await pageAfter(hers.url, known('anna-again', anna.login))
    // The code of the page without the secret of the desk that began, and a secret without its page.
    expect(await finish({ ...hers, secret: foreign.secret }, code)).toMatchObject({ status: 404 })
    expect(await finish(foreign, code)).toMatchObject({ status: 404 })
    for (let index = 0; index < 4; index += 1) expect((await finish(hers, 'AAAA-AAAA')).status).toBe(404)
    // Guessed at too often: the right one is of no use any more either.
    expect((await finish(hers, code)).status).toBe(404)
  })

  it('takes an answer of the provider once, and none that it did not ask for', async () => {
    const anna = await team.person('agent')
    const begun = await begin()
    const back = await signInAtProvider(begun.url, known('anna-once', anna.login), PUBLIC_URL)
    const forged = new URL(back)
    forged.searchParams.set('code', 'forged')
    expect((await open(forged)).text).toContain('Войти не удалось')
    expect((await open(back)).status).toBe(200)
    expect((await open(back)).text).toContain('Ссылка устарела')
    const stolen = new URL(back)
    stolen.searchParams.set('state', 'stolen')
    expect((await open(stolen)).status).toBe(400)
  })

  it('says that a closed account is closed', async () => {
    const anna = await team.person('agent')
    const begun = await begin()
    const { code } = await pageAfter(begun.url, known('anna-closed', anna.login))
    await team.ask('POST', `/api/accounts/${anna.agent.id}/close`, team.administrator)
    expect(await finish(begun, code)).toMatchObject({ status: 403, body: { error: 'accountClosed' } })
  })

  it('waits for nobody where the provider is away, and goes on once it is there', async () => {
    const away = await Team.open({
      options: {
        accounts: {
          ...QUICK,
          provider: {
            name: 'x',
            issuer: 'http://127.0.0.1:9',
            clientId: 'a',
            clientSecret: 'b',
            publicUrl: PUBLIC_URL,
          },
        },
      },
    })
    const refused = await away.ask('POST', '/api/auth/oidc/begin', null, { provider: 'oidc' })
    expect(refused).toMatchObject({ status: 503, body: { error: 'providerAway' } })
    expect((await away.signIn('boss@example.ru')).status).toBe(200)
    await away.stop()
  })
})
