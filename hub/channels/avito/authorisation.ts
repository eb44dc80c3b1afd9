import { randomUUID } from 'node:crypto'

import type { AuthorisationResult } from '../channel'
import type { DriverContext } from './driver-context'
import type { TokenKeeper } from '../platform/tokens'

const STATE_LIFE_MS = 3_600_000

/** The consent in the person's browser (facts file, section 2). A handed-out `state` is good for an hour and once. */
export class Authorisation {
  constructor(
    private readonly context: DriverContext,
    private readonly tokens: TokenKeeper,
    private readonly scopes: string,
    private readonly onAuthorised: () => void,
  ) {}

  async begin(): Promise<string | null> {
    const { config, host, state } = this.context
    if (config.mode === 'own') return null
    const token = randomUUID()
    const atMs = host.clock.now()
    await state.change(({ authorisations }) => ({
      authorisations: [...authorisations.filter((entry) => atMs - entry.atMs < STATE_LIFE_MS), { state: token, atMs }],
    }))
    const url = new URL(config.consentUrl)
    url.searchParams.set('response_type', 'code')
    url.searchParams.set('pro_users_flow', 'true')
    url.searchParams.set('client_id', config.clientId)
    url.searchParams.set('scope', this.scopes)
    url.searchParams.set('state', token)
    return url.toString()
  }

  owns(token: string): boolean {
    const now = this.context.host.clock.now()
    return this.context.state.value.authorisations.some(
      (entry) => entry.state === token && now - entry.atMs < STATE_LIFE_MS,
    )
  }

  async finish(query: Readonly<Record<string, string>>): Promise<AuthorisationResult> {
    const { state: token = '', code, error } = query
    if (!this.owns(token)) return { kind: 'failed', detail: 'unknown or expired state' }
    await this.context.state.change(({ authorisations }) => ({
      authorisations: authorisations.filter((entry) => entry.state !== token),
    }))
    if (error !== undefined) return { kind: 'declined' }
    if (code === undefined || code === '') return { kind: 'failed', detail: 'no code in the answer' }
    const exchanged = await this.tokens.exchange({ grant_type: 'authorization_code', code })
    if (!exchanged.ok) return { kind: 'failed', detail: exchanged.error.kind }
    this.onAuthorised()
    return { kind: 'authorised' }
  }
}
