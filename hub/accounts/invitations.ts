import type { z } from 'zod'

import type {
  acceptInvitationRequest,
  Invitation,
  inviteRequest,
  lookUpInvitationReply,
  SignedIn,
} from '#shared/contract/accounts'
import type { AgentId, InvitationId } from '#shared/domain/ids'
import { normaliseLogin, passwordProblem, type PasswordProblem } from '#shared/domain/password'
import { err, ok, type Result } from '#shared/lib/result'

import type { NewId } from '../ids'
import { recordAccountEvent } from '../store/account-events'
import { accountByLogin, accountOf, putAccount } from '../store/accounts'
import { addAgent, agentsByIds, updateAgent } from '../store/agents'
import { readDirectory } from '../store/directory'
import {
  acceptInvitation,
  addInvitation,
  openInvitationByCode,
  openInvitations,
  revokeInvitation,
  revokeInvitationsFor,
  type StoredInvitation,
} from '../store/invitations'
import { endSessions } from '../store/sessions'
import type { Read, Store, Write } from '../store/store'
import type { Caller } from './caller'
import { claimTry, forgive } from './lock-out'
import type { Passwords } from './passwords'
import { hashSecret, newSecret } from './secrets'
import type { Sessions } from './sessions'
import type { SignIn } from './sign-in'

const VALID_MS = 7 * 24 * 60 * 60_000

export type InviteFailure = 'loginTaken' | 'unknownTeam' | 'unknownAgent'
type LookUpFailure = { readonly kind: 'unknownInvitation' } | { readonly kind: 'lockedOut'; readonly untilMs: number }
export type AcceptFailure =
  | LookUpFailure
  | { readonly kind: 'loginTaken' | 'loginNeeded' | 'busy' }
  | { readonly kind: 'weakPassword'; readonly problem: PasswordProblem }

interface InvitationsDependencies {
  readonly store: Store
  readonly newId: NewId
  readonly passwords: Passwords
  readonly sessions: Sessions
  readonly signIn: SignIn
}

/** How people come to have an account: an administrator invites them, they choose a password. */
export class Invitations {
  constructor(private readonly deps: InvitationsDependencies) {}

  invite(
    caller: Caller,
    { agentId: whose, ...wish }: z.output<typeof inviteRequest>,
  ): Promise<Result<{ invitation: Invitation; code: string }, InviteFailure>> {
    const code = newSecret()
    const agentId = whose ?? null
    const id = this.deps.newId<InvitationId>()
    return this.deps.store.write(async (tx) => {
      const refusal = await this.inviteRefusal(tx, agentId, wish)
      if (refusal) return err(refusal)
      // Who has an account keeps its login: the code is for another password.
      const login = (agentId && (await accountOf(tx, agentId))?.login) ?? wish.login
      await revokeInvitationsFor(tx, login)
      const made = { ...wish, login, id, agentId, expiresAtMs: tx.nowMs + VALID_MS }
      await addInvitation(tx, { ...made, codeHash: hashSecret(code), createdBy: caller.agentId })
      const about = { actorId: caller.agentId, subjectId: agentId, detail: { invitation: id, role: wish.role } }
      await recordAccountEvent(tx, this.deps.newId(), 'invited', about)
      return ok({ invitation: { ...made, createdAtMs: tx.nowMs }, code })
    })
  }

  async list(): Promise<readonly Invitation[]> {
    return (await this.deps.store.read(openInvitations)).map(
      ({ id, login, name, role, teamIds, agentId, createdAtMs, expiresAtMs }) => ({
        ...{ id, login, name, role, agentId, createdAtMs, expiresAtMs },
        teamIds: [...teamIds],
      }),
    )
  }

  revoke(caller: Caller, id: InvitationId): Promise<boolean> {
    return this.deps.store.write(async (tx) => {
      const isRevoked = await revokeInvitation(tx, id)
      const about = { actorId: caller.agentId, detail: { invitation: id } }
      if (isRevoked) await recordAccountEvent(tx, this.deps.newId(), 'invitationRevoked', about)
      return isRevoked
    })
  }

  async lookUp(code: string, address: string): Promise<Result<z.output<typeof lookUpInvitationReply>, LookUpFailure>> {
    const wanted = { login: null, address }
    return this.deps.store.write(async (tx) => {
      const locked = await claimTry(tx, wanted)
      if (locked) return err({ kind: 'lockedOut', untilMs: locked.untilMs })
      const found = await openInvitationByCode(tx, hashSecret(code))
      if (!found) return err({ kind: 'unknownInvitation' })
      await forgive(tx, wanted)
      const { login, name, role, teamIds, expiresAtMs } = found
      const { teams } = await readDirectory(tx)
      return ok({ login, name, role, expiresAtMs, teams: teams.filter(({ id }) => teamIds.includes(id)) })
    })
  }

  /** Signs in besides. */
  async accept(
    { code, password, device, ...given }: z.output<typeof acceptInvitationRequest>,
    address: string,
  ): Promise<Result<SignedIn, AcceptFailure>> {
    const { store, passwords, sessions, signIn } = this.deps
    const codeHash = hashSecret(code)
    const wanted = { login: null, address }
    const locked = await store.write((tx) => claimTry(tx, wanted))
    if (locked) return err({ kind: 'lockedOut', untilMs: locked.untilMs })
    const invited = await store.read((view) => openInvitationByCode(view, codeHash))
    if (!invited) return err({ kind: 'unknownInvitation' })
    const login = invited.login ?? (given.login === undefined ? null : normaliseLogin(given.login))
    if (login === null) return err({ kind: 'loginNeeded' })
    const problem = passwordProblem(password, login)
    if (problem !== null) return err({ kind: 'weakPassword', problem })
    const hash = await passwords.hash(password)
    if (!hash.ok) return err({ kind: 'busy' })
    const session = sessions.make()
    const newAgentId = this.deps.newId<AgentId>()
    return store.write(async (tx) => {
      const present = await openInvitationByCode(tx, codeHash)
      if (!present) return err({ kind: 'unknownInvitation' })
      const agentId = present.agentId ?? newAgentId
      const owner = await accountByLogin(tx, login)
      if (owner && owner.agentId !== agentId) return err({ kind: 'loginTaken' })
      await this.giveAccount(tx, { ...present, agentId }, given.name, { login, passwordHash: hash.value })
      await acceptInvitation(tx, present.id)
      await forgive(tx, wanted)
      const about = { actorId: agentId, subjectId: agentId, address, detail: { invitation: present.id } }
      await recordAccountEvent(tx, this.deps.newId(), 'invitationAccepted', about)
      const account = await accountOf(tx, agentId)
      if (!account || account.isClosed) return err({ kind: 'unknownInvitation' })
      return ok(await signIn.begin(tx, session, account, device, address))
    })
  }

  private async giveAccount(
    tx: Write,
    { agentId, role, teamIds }: StoredInvitation & { readonly agentId: AgentId },
    name: string,
    credentials: { readonly login: string; readonly passwordHash: string },
  ): Promise<void> {
    const known = await accountOf(tx, agentId)
    const [agent] = await agentsByIds(tx, [agentId])
    const remaining = (await readDirectory(tx)).teams.filter(({ id }) => teamIds.includes(id)).map(({ id }) => id)
    if (!agent) {
      const status = { status: 'offline' as const, statusSinceMs: tx.nowMs }
      await addAgent(tx, { id: agentId, name, role, teamIds: remaining, capacity: null, isRemoved: false, ...status })
    } else if (!known) {
      await updateAgent(tx, agentId, { name, role, teamIds: remaining })
    }
    await putAccount(tx, agentId, credentials)
    // Somebody who knew the old password is out.
    if (known) await endSessions(tx, agentId, 'passwordChanged')
  }

  private async inviteRefusal(
    view: Read,
    agentId: AgentId | null,
    { login, teamIds }: Pick<z.output<typeof inviteRequest>, 'login' | 'teamIds'>,
  ): Promise<InviteFailure | null> {
    const { teams } = await readDirectory(view)
    if (teamIds.some((id) => !teams.some((team) => team.id === id))) return 'unknownTeam'
    if (agentId !== null) {
      const [agent] = await agentsByIds(view, [agentId])
      if (!agent || agent.isRemoved) return 'unknownAgent'
    }
    const owner = await accountByLogin(view, login)
    return owner && owner.agentId !== agentId ? 'loginTaken' : null
  }
}
