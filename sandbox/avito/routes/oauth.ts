import { Hono } from 'hono'
import { html } from 'hono/html'

import type { SandboxContext } from '../context'

/** The consent page and `/token` with its three grants (facts file, section 2). */
export function oauthRoutes(sandbox: SandboxContext): Hono {
  const app = new Hono()
  const { tokens, settings } = sandbox

  app.get('/oauth', (c) => {
    const { client_id: clientId, response_type: responseType, scope = '', state = '' } = c.req.query()
    if (clientId !== sandbox.clientId || responseType !== 'code') return c.html(problem('Неизвестное приложение'), 400)
    if (settings.redirectUrl === null) return c.html(problem('У приложения не указан адрес возврата'), 400)
    const scopes = scope.split(',').filter((name) => name !== '')
    if (scopes.length === 0) return c.html(problem('Не указаны права доступа'), 400)
    return c.html(consentPage(scopes, state, sandbox.world.account.name))
  })

  app.post('/oauth/decide', async (c) => {
    const form = await c.req.parseBody()
    const { decision, scope, state } = {
      decision: field(form.decision),
      scope: field(form.scope),
      state: field(form.state),
    }
    if (settings.redirectUrl === null) return c.html(problem('У приложения не указан адрес возврата'), 400)
    const back = new URL(settings.redirectUrl)
    if (decision === 'allow') back.searchParams.set('code', tokens.issueCode(scope))
    else back.searchParams.set('error', 'access_denied')
    back.searchParams.set('state', state)
    return c.redirect(back.toString(), 302)
  })

  // Both spellings of the path are met in the wild.
  app.on('POST', ['/token', '/token/'], async (c) => {
    const form = await c.req.parseBody()
    const refuse = (error: string, description: string, status: 400 | 401) =>
      c.json({ error, error_description: description }, status)
    if (field(form.client_id) !== sandbox.clientId || field(form.client_secret) !== sandbox.clientSecret) {
      return refuse('invalid_client', 'Client authentication failed', 401)
    }
    switch (field(form.grant_type)) {
      case 'client_credentials':
        return c.json(tokens.issueForAccount())
      case 'authorization_code': {
        const answer = tokens.exchangeCode(field(form.code))
        return answer ? c.json(answer) : refuse('invalid_grant', 'Authorization code is invalid or expired', 400)
      }
      case 'refresh_token': {
        const answer = tokens.exchangeRefresh(field(form.refresh_token))
        return answer ? c.json(answer) : refuse('invalid_grant', 'Refresh token is invalid or was used', 400)
      }
      default:
        return refuse('unsupported_grant_type', 'Unknown grant type', 400)
    }
  })
  return app
}

function field(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;background:#f4f5f7;color:#1d2129;display:grid;place-items:center;min-height:100vh;margin:0}
main{background:#fff;border-radius:16px;padding:32px 40px;max-width:440px;box-shadow:0 8px 32px #0001}h1{font-size:22px;margin:0 0 8px}
button{font:inherit;padding:10px 20px;border-radius:10px;border:0;cursor:pointer;margin-right:8px}button[value=allow]{background:#1677ff;color:#fff}code{background:#f0f1f4;border-radius:6px;padding:2px 6px}
small{color:#6b7280}`

function page(body: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <title>Доступ к аккаунту</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`
}

function consentPage(scopes: readonly string[], state: string, account: string) {
  return page(
    html`<h1>Приложение просит доступ</h1>
      <p>Аккаунт: <b>${account}</b></p>
      <p>${scopes.map((scope) => html`<code>${scope}</code> `)}</p>
      ${scopes.some((scope) => scope.startsWith('job:')) ? html`<p>${PERSONAL_DATA}</p>` : ''}
      <form method="post" action="/oauth/decide">
        <input type="hidden" name="scope" value="${scopes.join(',')}" />
        <input type="hidden" name="state" value="${state}" />
        <button name="decision" value="allow">Разрешить</button>
        <button name="decision" value="deny">Отказать</button>
      </form>
      <p><small>Это учебная копия: настоящие данные здесь не нужны.</small></p>`,
  )
}

const PERSONAL_DATA =
  'Вы разрешаете обрабатывать персональные данные соискателей при просмотре их резюме и отправке сообщений.'

function problem(text: string) {
  return page(
    html`<h1>Ошибка</h1>
      <p>${text}</p>`,
  )
}
