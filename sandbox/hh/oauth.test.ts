import { createHash } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startHhSandbox, type HhSandbox } from './index'
import { callWith, employerOf } from './testing/employer'

const BACK = 'http://127.0.0.1:9/back'
const TWO_WEEKS_MS = 1_209_600_000

let sandbox: HhSandbox
beforeEach(async () => {
  sandbox = await startHhSandbox()
  await sandbox.control.change({ redirectUrl: BACK })
})
afterEach(() => sandbox.stop())

const token = (form: Record<string, string>) => callWith(sandbox, '', 'POST', '/token', new URLSearchParams(form))

const exchange = (code: string, more: Record<string, string> = {}) =>
  token({
    grant_type: 'authorization_code',
    client_id: sandbox.clientId,
    client_secret: sandbox.clientSecret,
    code,
    redirect_uri: BACK,
    ...more,
  })

/** Opens the consent page, fills in its form, and gives where it returned to. */
async function consent(decision: string, query: Record<string, string> = {}, manager = 0): Promise<URL> {
  const asked = new URLSearchParams({ response_type: 'code', client_id: sandbox.clientId, state: 's-1', ...query })
  const page = await (await fetch(`${sandbox.siteUrl}/oauth/authorize?${asked.toString()}`)).text()
  const form = new URLSearchParams()
  for (const [, name = '', value = ''] of page.matchAll(/name="(\w+)" value="([^"]*)"/g)) form.set(name, value)
  form.set('manager', sandbox.managerIds[manager] ?? '')
  form.set('decision', decision)
  const answer = await fetch(`${sandbox.siteUrl}/oauth/decide`, { method: 'POST', body: form, redirect: 'manual' })
  expect(answer.status).toBe(302)
  return new URL(answer.headers.get('location') ?? '')
}

describe('consent (facts, section 2)', () => {
  it('returns with a code and the state, and the tokens are those of who consented', async () => {
    const back = await consent('allow', {}, 1)
    expect(back.searchParams.get('state')).toBe('s-1')
    const granted = await exchange(back.searchParams.get('code') ?? '')
    expect(granted.json).toEqual({
      access_token: expect.any(String) as string,
      token_type: 'bearer',
      expires_in: 1_209_600,
      refresh_token: expect.any(String) as string,
    })
    const { access_token: access } = granted.json as { access_token: string }
    expect((await callWith(sandbox, access, 'GET', '/me')).json).toMatchObject({
      auth_type: 'employer',
      is_employer: true,
      employer: { id: sandbox.employerId, manager_id: sandbox.managerIds[1] },
      manager: { id: sandbox.managerIds[1], has_multiple_manager_accounts: false },
    })
  })

  it('returns with access_denied on refusal', async () => {
    const back = await consent('deny')
    expect([...back.searchParams]).toEqual([
      ['error', 'access_denied'],
      ['state', 's-1'],
    ])
  })

  it('takes PKCE S256, and refuses a wrong verifier without spending the code', async () => {
    const verifier = 'v'.repeat(64)
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const back = await consent('allow', { code_challenge: challenge, code_challenge_method: 'S256' })
    const code = back.searchParams.get('code') ?? ''
    expect((await exchange(code, { code_verifier: 'wrong' })).json).toEqual({
      error: 'invalid_grant',
      error_description: 'code verifier mismatch',
    })
    expect((await exchange(code, { code_verifier: verifier })).status).toBe(200)
    expect((await exchange(code, { code_verifier: verifier })).json).toMatchObject({
      error_description: 'code has already been used',
    })
  })

  it('lets the return address extend the registered one and nothing else', async () => {
    expect((await consent('allow', { redirect_uri: `${BACK}/deeper?a=1` })).pathname).toBe('/back/deeper')
    const asked = (redirect: string) =>
      fetch(
        `${sandbox.siteUrl}/oauth/authorize?response_type=code&client_id=${sandbox.clientId}&redirect_uri=${encodeURIComponent(redirect)}`,
      )
    for (const wrong of ['http://evil.example/back', 'http://127.0.0.1:9/backwards', 'nonsense'])
      expect((await asked(wrong)).status).toBe(400)
    await sandbox.control.change({ redirectUrl: null })
    expect((await asked(BACK)).status).toBe(400)
  })
})

describe('tokens (facts, sections 1 and 2)', () => {
  it('refreshes only after expiry, only once, and without the client secret', async () => {
    const { accessToken, refreshToken } = await sandbox.control.grant(sandbox.managerIds[0])
    const refresh = (value: string) => token({ grant_type: 'refresh_token', refresh_token: value })
    expect(await refresh(refreshToken)).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant', error_description: 'token not expired' },
    })
    await sandbox.control.advanceClock(TWO_WEEKS_MS)
    expect(await callWith(sandbox, accessToken, 'GET', '/me')).toMatchObject({
      status: 403,
      json: { errors: [{ type: 'oauth', value: 'token_expired' }], oauth_error: 'token-expired' },
    })
    const renewed = (await refresh(refreshToken)).json as { access_token: string; refresh_token: string }
    expect((await callWith(sandbox, renewed.access_token, 'GET', '/me')).status).toBe(200)
    expect((await refresh(refreshToken)).json).toMatchObject({ error_description: 'token has already been refreshed' })
    expect((await refresh('nobody’s')).json).toMatchObject({ error: 'invalid_request' })
  })

  it('revokes a live token, and everything the user gave', async () => {
    const { accessToken } = await sandbox.control.grant(sandbox.managerIds[0])
    expect((await callWith(sandbox, accessToken, 'DELETE', '/token')).status).toBe(204)
    const revoked = { status: 403, json: { errors: [{ value: 'token_revoked' }], oauth_error: 'token-revoked' } }
    expect(await callWith(sandbox, accessToken, 'GET', '/me')).toMatchObject(revoked)
    expect((await callWith(sandbox, accessToken, 'DELETE', '/token')).status).toBe(403)
    const other = await sandbox.control.grant(sandbox.managerIds[0])
    await sandbox.control.revokeAccess(sandbox.managerIds[0])
    expect(await callWith(sandbox, other.accessToken, 'GET', '/me')).toMatchObject(revoked)
    await sandbox.control.expireAccessTokens()
    expect((await token({ grant_type: 'refresh_token', refresh_token: other.refreshToken })).json).toMatchObject({
      error_description: 'token was revoked',
    })
  })

  it('gives the application a token that is no employer’s, at most once in five minutes', async () => {
    const { clientId, clientSecret } = sandbox
    const own = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    const { json } = await token(own)
    const { access_token: first } = json as { access_token: string }
    expect(await callWith(sandbox, first, 'GET', '/me')).toMatchObject({
      status: 403,
      json: { errors: [{ type: 'oauth', value: 'user_auth_expected' }] },
    })
    expect((await token(own)).status).toBe(403)
    await sandbox.control.advanceClock(300_000)
    expect((await token(own)).status).toBe(200)
    expect(await callWith(sandbox, first, 'GET', '/me')).toMatchObject({
      json: { errors: [{ value: 'bad_authorization' }] },
    })
    expect((await token({ ...own, client_secret: 'wrong' })).json).toMatchObject({ error: 'invalid_client' })
    expect((await token({ ...own, grant_type: 'password' })).json).toMatchObject({ error: 'unsupported_grant_type' })
  })
})

describe('agent, accounts and paid groups (facts, sections 1 and 2)', () => {
  it('asks for an agent header, and the one of hh.ru wins', async () => {
    const { call } = await employerOf(sandbox)
    const as = (headers: Record<string, string>) => call('GET', '/me', undefined, headers)
    const refused = (value: string) => ({ status: 400, json: { errors: [{ type: 'bad_user_agent', value }] } })
    expect(await as({ 'user-agent': '' })).toMatchObject(refused('unset'))
    expect(await as({ 'user-agent': 'node' })).toMatchObject(refused('blacklisted'))
    expect((await as({ 'user-agent': 'node', 'hh-user-agent': 'Otklik/1.0 (a@b.example)' })).status).toBe(200)
  })

  it('lists work accounts, works under the asked one, and names the allowed ones', async () => {
    const { call } = await employerOf(sandbox)
    const { json } = await call('GET', '/manager_accounts/mine')
    const { items, primary_account_id: primary } = json as { items: { id: string }[]; primary_account_id: string }
    expect(items.map(({ id }) => id)).toEqual([sandbox.managerIds[0], '5500201'])
    expect(primary).toBe(sandbox.managerIds[0])
    const under = (id: string) => call('GET', '/me', undefined, { 'x-manager-account-id': id })
    expect((await under('5500201')).json).toMatchObject({ employer: { id: '3300200' } })
    expect((await under(sandbox.managerIds[1])).json).toMatchObject({
      errors: [{ type: 'manager_accounts', value: 'manager_extra_account_not_found' }],
    })
    await sandbox.control.forbidAccount(sandbox.managerIds[0], true)
    expect(await call('GET', '/me')).toMatchObject({
      status: 403,
      json: { errors: [{ value: 'used_manager_account_forbidden', allowed_accounts: [{ id: '5500201' }] }] },
    })
  })

  it('says which paid groups there are, and refuses what was not bought', async () => {
    const { call } = await employerOf(sandbox)
    await sandbox.control.setPaidGroup('chats', false)
    const path = `/employers/${sandbox.employerId}/managers/${sandbox.managerIds[0]}/method_access`
    const { items } = (await call('GET', path)).json as { items: { id: string; access: { has_access: boolean } }[] }
    expect(items.map(({ id, access }) => [id, access.has_access])).toEqual([
      ['resume_view', true],
      ['negotiations', true],
      ['chats', false],
    ])
    expect(await call('GET', '/common/chats')).toMatchObject({
      status: 403,
      json: { errors: [{ type: 'api_access_payment', value: 'action_must_be_payed' }] },
    })
  })

  it('asks for a captcha until its page was passed, which then returns', async () => {
    const { call } = await employerOf(sandbox)
    await sandbox.control.change({ isCaptchaRequired: true })
    const { status, json } = await call('GET', '/me')
    const [error] = (json as { errors: { type: string; captcha_url: string; fallback_url: string }[] }).errors
    expect([status, error?.type]).toEqual([403, 'captcha_required'])
    const page = await (await fetch(`${error?.captcha_url ?? ''}&backurl=${encodeURIComponent(BACK)}`)).text()
    expect(page).toContain(BACK)
    const passed = await fetch(`${sandbox.siteUrl}/account/captcha`, {
      method: 'POST',
      body: new URLSearchParams({ backurl: BACK }),
      redirect: 'manual',
    })
    expect(passed.headers.get('location')).toBe(BACK)
    expect((await call('GET', '/me')).status).toBe(200)
  })

  it('knows colleagues', async () => {
    const { call } = await employerOf(sandbox)
    const path = `/employers/${sandbox.employerId}/managers`
    expect((await call('GET', path)).json).toMatchObject({ found: 2, page: 0, pages: 1, per_page: 20 })
    expect((await call('GET', `${path}/${sandbox.managerIds[1]}`)).json).toMatchObject({ last_name: 'Назаров' })
    expect((await call('GET', '/employers/1/managers')).status).toBe(403)
  })
})
