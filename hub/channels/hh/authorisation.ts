import { createHash, randomBytes, randomUUID } from 'node:crypto'

import type { AuthorisationResult } from '../channel'
import type { TokenKeeper } from '../platform/tokens'
import type { HhContext } from './driver-context'

const STATE_LIFE_MS = 3_600_000
const VERIFIER_BYTES = 48

/**
 * The consent in the person's browser (facts/hh.md §2). A handed-out `state` is good for an hour and once; the code that
 * comes with it is of use only to whoever has its verifier, which never leaves this computer.
 */
export class Authorisation {
  constructor(
    private readonly context: HhContext,
    private readonly tokens: TokenKeeper,
    private readonly onAuthorised: () => void,
  ) {}

  async begin(): Promise<string> {
    const { config, host, state } = this.context
    const entry = {
      state: randomUUID(),
      verifier: randomBytes(VERIFIER_BYTES).toString('base64url'),
      atMs: host.clock.now(),
    }
    await state.change(({ authorisations }) => ({
      authorisations: [...authorisations.filter(({ atMs }) => entry.atMs - atMs < STATE_LIFE_MS), entry],
    }))
    const url = new URL(config.consentUrl)
    url.searchParams.set('response_type', 'code')
    url.searchParams.set('client_id', config.clientId)
    url.searchParams.set('role', 'employer')
    url.searchParams.set('state', entry.state)
    url.searchParams.set('code_challenge', createHash('sha256').update(entry.verifier).digest('base64url'))
    url.searchParams.set('code_challenge_method', 'S256')
    return url.toString()
  }

  owns(token: string): boolean {
    return this.entryOf(token) !== undefined
  }

  async finish(query: Readonly<Record<string, string>>): Promise<AuthorisationResult> {
    const { state: token = '', code, error } = query
    const entry = this.entryOf(token)
    if (!entry) return { kind: 'failed', detail: 'unknown or expired state' }
    await this.context.state.change(({ authorisations }) => ({
      authorisations: authorisations.filter(({ state }) => state !== token),
    }))
    if (error !== undefined) return { kind: 'declined' }
    if (code === undefined || code === '') return { kind: 'failed', detail: 'no code in the answer' }
    const grant = { grant_type: 'authorization_code', code, code_verifier: entry.verifier }
    const exchanged = await this.tokens.exchange(grant)
    if (!exchanged.ok) return { kind: 'failed', detail: exchanged.error.kind }
    this.onAuthorised()
    return { kind: 'authorised' }
  }

  private entryOf(token: string) {
    const now = this.context.host.clock.now()
    return this.context.state.value.authorisations.find(
      ({ state, atMs }) => state === token && now - atMs < STATE_LIFE_MS,
    )
  }
}
