import type { ApiDeps } from '../platform/api-client'
import { failureOf } from './error-mapping'
import type { Failure } from '../platform/failure'

export const ACCOUNT_PATH = '/core/v1/accounts/self'

/** A fresh token was refused. If it opens something else, only this request is not allowed. */
export const splitRefusal: ApiDeps['splitRefusal'] = async (call, status, ask) => {
  const revoked: Failure = { kind: 'needsAuthorisation', reason: 'revoked' }
  if (status === 401) return revoked
  if (call.path === ACCOUNT_PATH) return { kind: 'forbidden' }
  const probe = await ask({ method: 'GET', path: ACCOUNT_PATH, priority: call.priority })
  return failureOf(probe) === null ? { kind: 'forbidden' } : revoked
}
