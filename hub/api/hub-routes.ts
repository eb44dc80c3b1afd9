import { HUB_CONTRACT, hubInfo } from '#shared/contract/accounts'

import { hasAdministrator } from '../store/accounts'
import { json } from './answers'
import type { ApiContext } from './api-context'
import { OIDC_ID } from './oidc-routes'
import { route, type Api } from './route'

const about = route({
  access: 'anybody',
  method: 'get',
  path: '/api/hub',
  summary: 'Is this a hub of Otklik, can a desk work with it, and how does one sign in?',
  responses: { 200: json(hubInfo, 'What a desk has to know before anybody signs in.') },
})

export function addHubRoutes(app: Api, { store, accounts, version, clock }: ApiContext): void {
  app.openapi(about, async (c) => {
    const isEmbedded = accounts === null
    const provider = accounts?.provider ?? null
    const isSetUp = isEmbedded || (await store.read((view) => hasAdministrator(view)))
    const signIn = {
      hasPassword: !isEmbedded,
      providers: provider === null ? [] : [{ id: OIDC_ID, name: provider.name }],
    }
    const { newest, oldest } = HUB_CONTRACT
    const contract = { newest, oldest }
    return c.json(
      { product: 'otklik' as const, version, contract, isEmbedded, isSetUp, signIn, nowMs: clock.now() },
      200,
    )
  })
}
