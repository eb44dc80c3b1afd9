import { z } from 'zod'

import { beginOidcReply, beginOidcRequest, finishOidcRequest, signedIn, signInRefusal } from '#shared/contract/accounts'
import { restError } from '#shared/contract/rest'

import { OIDC_CALLBACK_PATH } from '../accounts/oidc-client'
import { json, problem } from './answers'
import type { ApiContext } from './api-context'
import { body, lockedOut } from './auth-answers'
import { arrivalPage } from './arrival-page'
import { PERSON_PAGE_HEADERS } from './person-page'
import { route, type Api } from './route'

/** One provider for each hub. */
export const OIDC_ID = 'oidc'

const page = { 'text/html': { schema: z.string() } }

const begin = route({
  access: 'anybody',
  method: 'post',
  path: '/api/auth/oidc/begin',
  summary: 'Begins a sign-in at the provider; the desk opens the address in the browser.',
  request: body(beginOidcRequest),
  responses: {
    200: json(beginOidcReply, 'The address to open, and what the desk keeps.'),
    400: json(restError, 'The request did not parse.'),
    404: json(restError, 'There is no such provider.'),
    429: json(signInRefusal, 'Too many from this address; not before `untilMs`.'),
    503: json(restError, 'The provider does not answer.'),
  },
})
const callback = route({
  access: 'anybody',
  method: 'get',
  path: OIDC_CALLBACK_PATH,
  summary: 'The browser comes back here from the provider.',
  request: { query: z.object({ state: z.string().min(1).max(512) }).loose() },
  responses: {
    200: { description: 'A page with the code for the desk.', content: page },
    400: { description: 'A page that says it did not work.', content: page },
  },
})
const finish = route({
  access: 'anybody',
  method: 'post',
  path: '/api/auth/oidc/finish',
  summary: 'Signs in with the secret of the desk and the code of the page.',
  request: body(finishOidcRequest),
  responses: {
    200: json(signedIn, 'The token, told this once.'),
    400: json(restError, 'The request did not parse.'),
    403: json(signInRefusal, 'The account is closed.'),
    404: json(restError, 'It is over, or the code is not that of the page.'),
  },
})

const UNKNOWN_PROVIDER = problem('unknownProvider', 'There is no such provider here.')

export function addOidcRoutes(app: Api, { accounts, clock }: ApiContext): void {
  const oidc = accounts?.oidc ?? null

  app.openapi(begin, async (c) => {
    if (!oidc || c.req.valid('json').provider !== OIDC_ID) return c.json(UNKNOWN_PROVIDER, 404)
    const begun = await oidc.begin(c.var.address)
    if (begun.ok) return c.json(begun.value, 200)
    if (begun.error.kind === 'lockedOut') return lockedOut(c, clock, begun.error.untilMs)
    return c.json(problem('providerAway', 'The provider does not answer; try again, or sign in by password.'), 503)
  })

  app.openapi(callback, async (c) => {
    const query = new URL(c.req.url).searchParams
    const arrival = oidc ? await oidc.arrive(query) : { kind: 'unknownState' as const }
    const text = arrivalPage(arrival, c.req.header('accept-language') ?? '')
    return c.html(text, arrival.kind === 'proven' ? 200 : 400, PERSON_PAGE_HEADERS)
  })

  app.openapi(finish, async (c) => {
    const done = oidc ? await oidc.finish(c.req.valid('json'), c.var.address) : null
    if (done?.ok) return c.json(done.value, 200)
    if (done?.error === 'accountClosed')
      return c.json({ error: 'accountClosed' as const, message: 'The account is closed; ask an administrator.' }, 403)
    return c.json(problem('unknownAttempt', 'It is over, or the code is not that of the page. Begin anew.'), 404)
  })
}
