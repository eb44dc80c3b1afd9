import { err, ok } from '#shared/lib/result'

import type { ChannelHost } from '../channel'
import type { Asked, Failure } from '../platform/failure'
import type { HttpOutcome, HttpRequest } from '../platform/http/outcome'
import { parseAnswer } from '../platform/http/parse'
import { TokenKeeper, type Grant, type Tokens } from '../platform/tokens'
import type { AvitoConfig } from './config'
import { failureOf } from './error-mapping'
import { tokenAnswer } from './wire/schemas'

/** Renewed this long before the platform would refuse it. */
const RENEW_EARLY_MS = 300_000

export interface AvitoTokenDeps {
  readonly config: AvitoConfig
  readonly host: ChannelHost
  readonly perform: (request: HttpRequest) => Promise<HttpOutcome>
  readonly requestTimeoutMs: number
}

/** The tokens of facts/avito-messenger.md, section 2. */
export function createTokens(deps: AvitoTokenDeps): TokenKeeper {
  const { config, host } = deps
  return new TokenKeeper({
    host,
    renewEarlyMs: RENEW_EARLY_MS,
    ask: (grant) => ask(deps, grant),
    renewal(refreshToken) {
      if (config.mode === 'own') return ok({ grant_type: 'client_credentials' })
      if (refreshToken === null) return err({ kind: 'needsAuthorisation', reason: 'neverAuthorised' })
      return ok({ grant_type: 'refresh_token', refresh_token: refreshToken })
    },
  })
}

async function ask({ config, host, perform, requestTimeoutMs }: AvitoTokenDeps, grant: Grant): Asked<Tokens> {
  const outcome = await perform({
    method: 'POST',
    url: `${config.apiUrl}/token`,
    body: new URLSearchParams({ ...grant, client_id: config.clientId, client_secret: config.clientSecret }),
    timeoutMs: requestTimeoutMs,
  })
  const failure = failureOf(outcome)
  if (failure) return err(judge(failure, config))
  const parsed = parseAnswer(outcome, tokenAnswer)
  if (!parsed.ok) return err(judge(parsed.error, config))
  const { access_token: accessToken, refresh_token: refreshToken = null, expires_in: expiresIn } = parsed.value
  return ok({ accessToken, refreshToken, expiresAtMs: host.clock.now() + expiresIn * 1000 })
}

/** Whatever failed here, the request that needed the token was not made: nothing about it is uncertain. */
function judge(failure: Failure, { mode }: AvitoConfig): Failure {
  switch (failure.kind) {
    case 'invalid':
    case 'unauthorised':
    case 'notFound':
      return { kind: 'needsAuthorisation', reason: mode === 'own' ? 'wrongCredentials' : 'expired' }
    case 'uncertain':
      return { kind: 'unreachable', detail: `token: ${failure.detail}` }
    default:
      return failure
  }
}
