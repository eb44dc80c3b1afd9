import { err, ok } from '#shared/lib/result'

import type { ChannelHost } from '../channel'
import { failureOfOutcome, failureOfStatus, type Asked, type Failure } from '../platform/failure'
import type { HttpAnswer, HttpOutcome, HttpRequest } from '../platform/http/outcome'
import { parseAnswer, parseJson } from '../platform/http/parse'
import { TokenKeeper, type Grant, type Tokens } from '../platform/tokens'
import type { HhConfig } from './config'
import { tokenAnswer, tokenRefusal } from './wire/schemas'

const NOT_EXPIRED = 'token not expired'

export interface HhTokenDeps {
  readonly config: HhConfig
  readonly host: ChannelHost
  readonly agent: Readonly<Record<string, string>>
  readonly perform: (request: HttpRequest) => Promise<HttpOutcome>
  readonly requestTimeoutMs: number
}

/**
 * The tokens of facts/hh.md §2: a refresh is taken once, and only after the access token has expired. So nobody's clock
 * decides: a token is renewed when the platform says that it has expired.
 */
export function createTokens(deps: HhTokenDeps): TokenKeeper {
  return new TokenKeeper({
    host: deps.host,
    renewEarlyMs: null,
    ask: (grant) => ask(deps, grant),
    renewal: (refreshToken) =>
      refreshToken === null
        ? err({ kind: 'needsAuthorisation', reason: 'neverAuthorised' })
        : ok({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    isStillGood: (failure) => failure.kind === 'invalid' && failure.detail === NOT_EXPIRED,
  })
}

async function ask({ config, host, agent, perform, requestTimeoutMs }: HhTokenDeps, grant: Grant): Asked<Tokens> {
  const isCode = grant['grant_type'] === 'authorization_code'
  const ofApplication = { client_id: config.clientId, client_secret: config.clientSecret }
  const outcome = await perform({
    method: 'POST',
    url: `${config.apiUrl}/token`,
    headers: agent,
    // Refreshing takes neither id nor secret.
    body: new URLSearchParams({ ...grant, ...(isCode ? ofApplication : {}) }),
    timeoutMs: requestTimeoutMs,
  })
  const failure = failureOfOutcome(outcome, refusalOf)
  if (failure) return err(certain(failure))
  const parsed = parseAnswer(outcome, tokenAnswer)
  if (!parsed.ok) return err(certain(parsed.error))
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = parsed.value
  return ok({ accessToken, refreshToken: refreshToken ?? null, expiresAtMs: host.clock.now() + expiresIn * 1000 })
}

function refusalOf(answer: HttpAnswer): Failure {
  const parsed = tokenRefusal.safeParse(parseJson(new TextDecoder().decode(answer.bytes)))
  if (!parsed.success || (answer.status !== 400 && answer.status !== 403)) return failureOfStatus(answer, null)
  const { error, error_description: description } = parsed.data
  if (description === NOT_EXPIRED) return { kind: 'invalid', status: answer.status, detail: NOT_EXPIRED }
  if (error === 'invalid_client') return { kind: 'needsAuthorisation', reason: 'wrongCredentials' }
  if (error === 'invalid_grant' || error === 'invalid_request') return { kind: 'needsAuthorisation', reason: 'expired' }
  return failureOfStatus(answer, error === '' ? null : `${error}: ${description}`)
}

/** Whatever failed here, the request that needed the token was not made: nothing about it is uncertain. */
function certain(failure: Failure): Failure {
  return failure.kind === 'uncertain' ? { kind: 'unreachable', detail: `token: ${failure.detail}` } : failure
}
