import { randomBytes } from 'node:crypto'

import { Secret } from 'otpauth'
import type { z } from 'zod'

import type { beginOidcReply, finishOidcRequest, SignedIn } from '#shared/contract/accounts'
import type { AgentId } from '#shared/domain/ids'
import { normaliseLogin } from '#shared/domain/password'
import { describeError, type Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'

import type { NewId } from '../ids'
import type { SecretBox } from '../secrets/secret-box'
import { recordAccountEvent } from '../store/account-events'
import { accountByLogin, accountOf, type Account } from '../store/accounts'
import {
  addAttempt,
  agentByIdentity,
  answerAttempt,
  attemptByState,
  linkIdentity,
  removeAttempt,
  tryAttempt,
} from '../store/oidc'
import type { Store, Write } from '../store/store'
import { claimTry, forgive } from './lock-out'
import type { Leaving, OidcClient, ProvenPerson } from './oidc-client'
import { hashSecret, isSameSecret, newSecret } from './secrets'
import type { Sessions } from './sessions'
import type { SignIn } from './sign-in'

const VALID_MS = 10 * 60_000
/** 40 bits that people may have to type, good for few tries. */
const CODE_BYTES = 5
const TRIES = 5

type BeginOidcFailure = { readonly kind: 'providerAway' } | { readonly kind: 'lockedOut'; readonly untilMs: number }

/** How the browser's way ends, as the page tells it. */
export type OidcArrival =
  | { readonly kind: 'proven'; readonly attempt: string; readonly code: string }
  | { readonly kind: 'declined' | 'failed' | 'unknownState' | 'noAccount' }

interface OidcDependencies {
  readonly store: Store
  readonly newId: NewId
  readonly secrets: SecretBox
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly client: OidcClient
  readonly logger: Logger
}

/**
 * Signing in at a provider of OpenID Connect. The desk begins and keeps a secret; the browser ends at a page of the hub
 * that shows a code; only both together sign in. So nobody can have somebody else consent for a desk of his own.
 */
export class Oidc {
  constructor(private readonly deps: OidcDependencies) {}

  async begin(address: string): Promise<Result<z.output<typeof beginOidcReply>, BeginOidcFailure>> {
    const { store, newId, secrets, client, logger } = this.deps
    const locked = await store.write((tx) => claimTry(tx, { login: null, address }))
    if (locked) return err({ kind: 'lockedOut', untilMs: locked.untilMs })
    let leaving: Leaving
    try {
      leaving = await client.leave()
    } catch (error) {
      logger.warn('the provider of OpenID Connect does not answer', { cause: describeError(error) })
      return err({ kind: 'providerAway' })
    }
    const { url, state, nonce, verifier } = leaving
    const [attempt, secret] = [newId(), newSecret()]
    const [stateHash, secretHash] = [hashSecret(state), hashSecret(secret)]
    const sealed = secrets.seal(verifier)
    return store.write(async (tx) => {
      const expiresAtMs = tx.nowMs + VALID_MS
      await addAttempt(tx, { id: attempt, stateHash, secretHash, nonce, verifier: sealed, expiresAtMs })
      return ok({ attempt, secret, url, expiresAtMs })
    })
  }

  async arrive(query: URLSearchParams): Promise<OidcArrival> {
    const { store, secrets, client, logger } = this.deps
    const state = query.get('state') ?? ''
    const attempt = await store.read((view) => attemptByState(view, hashSecret(state)))
    const verifier = attempt && secrets.open(attempt.verifier)
    if (!attempt || verifier === null || attempt.codeHash !== null) return { kind: 'unknownState' }
    if (query.get('error') === 'access_denied') return { kind: 'declined' }
    let person: ProvenPerson
    try {
      person = await client.arrive(query, { state, nonce: attempt.nonce, verifier })
    } catch (error) {
      logger.warn('a sign-in by OpenID Connect failed', { cause: describeError(error) })
      return { kind: 'failed' }
    }
    const code = newCode()
    return store.write(async (tx) => {
      const account = await this.accountOfPerson(tx, person)
      if (!account || account.isClosed) return { kind: 'noAccount' }
      const isFirst = await answerAttempt(tx, attempt.id, hashSecret(bare(code)), account.agentId)
      return isFirst ? { kind: 'proven', attempt: attempt.id, code } : { kind: 'unknownState' }
    })
  }

  finish(
    { attempt: id, secret, code, device }: z.output<typeof finishOidcRequest>,
    address: string,
  ): Promise<Result<SignedIn, 'unknownAttempt' | 'accountClosed'>> {
    const { store, sessions, signIn } = this.deps
    const session = sessions.make()
    return store.write(async (tx) => {
      const attempt = await tryAttempt(tx, id)
      if (!attempt?.codeHash || !attempt.agentId || attempt.tries > TRIES) return err('unknownAttempt')
      const isRight =
        isSameSecret(hashSecret(secret), attempt.secretHash) && isSameSecret(hashSecret(bare(code)), attempt.codeHash)
      if (!isRight) return err('unknownAttempt')
      await removeAttempt(tx, id)
      const account = await accountOf(tx, attempt.agentId)
      if (!account || account.isClosed) return err('accountClosed')
      await forgive(tx, { login: null, address })
      return ok(await signIn.begin(tx, session, account, device, address))
    })
  }

  /** By who it was before; the first time by an address for which the provider vouches. Nobody gets an account by it. */
  private async accountOfPerson(tx: Write, { issuer, subject, email }: ProvenPerson): Promise<Account | null> {
    const known: AgentId | null = await agentByIdentity(tx, issuer, subject)
    if (known !== null) return accountOf(tx, known)
    const account = email === null ? null : await accountByLogin(tx, normaliseLogin(email))
    if (!account) return null
    await linkIdentity(tx, issuer, subject, account.agentId)
    const about = { actorId: account.agentId, subjectId: account.agentId, detail: { issuer } }
    await recordAccountEvent(tx, this.deps.newId(), 'identityLinked', about)
    return account
  }
}

function newCode(): string {
  const { base32 } = new Secret({ buffer: new Uint8Array(randomBytes(CODE_BYTES)).buffer })
  return `${base32.slice(0, 4)}-${base32.slice(4)}`
}

function bare(code: string): string {
  return code.replaceAll('-', '').toUpperCase()
}
