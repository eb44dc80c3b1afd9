import { Hono, type Context } from 'hono'
import { html } from 'hono/html'

import type { HhContext } from '../context'
import type { Manager } from '../model'
import { TokenRefusal, type TokenAnswer } from '../tokens'
import { bearerOf, formOf, requireAgent, userOf } from './guard'
import { sitePage, type Html } from './site-page'

/** The consent page and `/token` (facts §2). */
export function oauthRoutes(sandbox: HhContext): Hono {
  const app = new Hono()
  const { tokens, settings, world, hooks } = sandbox
  const agent = requireAgent(sandbox)

  app.get('/oauth/authorize', (c) => {
    const query = c.req.query()
    if (query['client_id'] !== sandbox.clientId || query['response_type'] !== 'code')
      return c.html(problem('Неизвестное приложение'), 400)
    const redirectUrl = returnAddress(settings.redirectUrl, query['redirect_uri'])
    if (redirectUrl === null) return c.html(problem('Адрес возврата не подходит к указанному у приложения'), 400)
    const challenge = query['code_challenge'] ?? ''
    if (challenge !== '' && query['code_challenge_method'] !== 'S256')
      return c.html(problem('Поддерживается только code_challenge_method=S256'), 400)
    if (query['role'] === 'applicant') return c.html(problem('Здесь входят только работодатели'), 400)
    const state = query['state'] ?? ''
    if (settings.consentsBy !== null)
      return c.redirect(allowed(sandbox, settings.consentsBy, { redirectUrl, challenge, state }), 302)
    return c.html(consentPage(primaries(world.managers), { redirectUrl, challenge, state }))
  })

  app.post('/oauth/decide', async (c) => {
    const form = await formOf(c)
    const redirectUrl = returnAddress(settings.redirectUrl, form.get('redirect_uri') ?? undefined)
    if (redirectUrl === null) return c.html(problem('Адрес возврата не подходит к указанному у приложения'), 400)
    const asked = { redirectUrl, challenge: form.get('code_challenge') ?? '', state: form.get('state') ?? '' }
    if (form.get('decision') === 'allow') return c.redirect(allowed(sandbox, form.get('manager') ?? '', asked), 302)
    const back = new URL(redirectUrl)
    back.searchParams.set('error', 'access_denied')
    if (asked.state !== '') back.searchParams.set('state', asked.state)
    return c.redirect(back.toString(), 302)
  })

  // The old address of the same call is met in the wild.
  app.on('POST', ['/token', '/oauth/token'], agent, async (c) => {
    try {
      return c.json(exchange(sandbox, await formOf(c)))
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error
      const body = { error: error.error, error_description: error.description }
      return c.json(body, error.error === 'forbidden' ? 403 : 400)
    }
  })

  app.delete('/token', agent, (c: Context) => {
    const userId = userOf(sandbox, c)
    tokens.revoke(bearerOf(c))
    // A new grant needs a new subscription (facts §7).
    hooks.forgetUser(userId)
    return c.body(null, 204)
  })
  return app
}

function exchange(sandbox: HhContext, form: URLSearchParams): TokenAnswer {
  const { tokens } = sandbox
  const isKnown = form.get('client_id') === sandbox.clientId && form.get('client_secret') === sandbox.clientSecret
  const grantType = form.get('grant_type')
  // Refreshing needs neither id nor secret.
  if (grantType === 'refresh_token') return tokens.refresh(form.get('refresh_token') ?? '')
  if (grantType !== 'authorization_code' && grantType !== 'client_credentials')
    throw new TokenRefusal('unsupported_grant_type', 'unsupported grant_type')
  if (!isKnown) throw new TokenRefusal('invalid_client', 'client_id or client_secret not found')
  if (grantType === 'client_credentials') return tokens.issueForApp()
  return tokens.exchangeCode({
    code: form.get('code') ?? '',
    redirectUrl: form.get('redirect_uri'),
    verifier: form.get('code_verifier') ?? '',
  })
}

/** Where the browser goes after the consent. */
function allowed(
  { tokens, world }: HhContext,
  managerId: string,
  { redirectUrl, challenge, state }: { redirectUrl: string; challenge: string; state: string },
): string {
  const { userId } = world.manager(managerId)
  const back = new URL(redirectUrl)
  const code = tokens.issueCode({ userId, redirectUrl, challenge: challenge === '' ? null : challenge })
  back.searchParams.set('code', code)
  if (state !== '') back.searchParams.set('state', state)
  return back.toString()
}

/** The asked address may extend the registered one: a subdomain, a deeper path, more query. */
function returnAddress(registered: string | null, asked: string | undefined): string | null {
  if (registered === null) return null
  if (asked === undefined || asked === '') return registered
  if (!URL.canParse(asked)) return null
  const [known, wanted] = [new URL(registered), new URL(asked)]
  const isHost = wanted.hostname === known.hostname || wanted.hostname.endsWith(`.${known.hostname}`)
  const root = known.pathname.replace(/\/$/, '')
  const isPath = wanted.pathname === known.pathname || wanted.pathname.startsWith(`${root}/`)
  const isQuery = [...known.searchParams].every(([name, value]) => wanted.searchParams.get(name) === value)
  const isSame = wanted.protocol === known.protocol && wanted.port === known.port
  return isHost && isPath && isQuery && isSame ? asked : null
}

function primaries(managers: readonly Manager[]): Manager[] {
  return managers.filter((manager, index) => managers.findIndex(({ userId }) => userId === manager.userId) === index)
}

function consentPage(
  managers: readonly Manager[],
  { redirectUrl, challenge, state }: { redirectUrl: string; challenge: string; state: string },
): Html {
  return sitePage(
    'Приложение просит доступ',
    html`<form method="post" action="/oauth/decide">
      <p>
        <label
          >Вы входите как
          <select name="manager">
            ${managers.map(
              ({ id, firstName, lastName, employer }) =>
                html`<option value="${id}">${firstName} ${lastName}, ${employer.name}</option>`,
            )}
          </select></label
        >
      </p>
      <p>Оно сможет читать отклики и резюме, переписываться с соискателями и переводить отклики по этапам.</p>
      <input type="hidden" name="redirect_uri" value="${redirectUrl}" />
      <input type="hidden" name="code_challenge" value="${challenge}" />
      <input type="hidden" name="state" value="${state}" />
      <button name="decision" value="allow">Продолжить</button>
      <button name="decision" value="deny">Отказать</button>
    </form>`,
  )
}

function problem(text: string): Html {
  return sitePage('Ошибка', html`<p>${text}</p>`)
}
