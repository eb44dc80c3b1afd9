import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { AgentId, InvitationId } from '#shared/domain/ids'
import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { NewId } from '../ids'
import { accountOf, hasAdministrator } from '../store/accounts'
import { agentsByIds } from '../store/agents'
import { addInvitation, openSetUpInvitation } from '../store/invitations'
import type { Store } from '../store/store'
import { derivedSecret, hashSecret } from './secrets'

const VALID_MS = 7 * 24 * 60 * 60_000
const FILE = 'set-up-code.txt'
const ONLY_OWNER = 0o600

export interface SetUpDependencies {
  readonly store: Store
  readonly newId: NewId
  readonly logger: Logger
  readonly tokenKey: string
  readonly dataFolder: string
  /** Whoever the hub was made with: becomes the first administrator. */
  readonly me: AgentId
}

/**
 * As long as nobody administers a hub, the code that makes somebody its administrator stands in a file that only the
 * hub's user can read: whoever can read it can read the database, too. The log names the file and never the code. The
 * code is derived from the key that all hubs of one database have, so that each of them can write the same.
 */
export async function keepSetUpCode(deps: SetUpDependencies): Promise<Disposable> {
  const { store, logger, tokenKey, dataFolder } = deps
  const file = join(dataFolder, FILE)
  const id = await openSetUp(deps)
  if (id === null) {
    rmSync(file, { force: true })
    return toDisposable(() => undefined)
  }
  writeFileSync(file, `${codeOf(tokenKey, id)}\n`, { mode: ONLY_OWNER })
  logger.warn('nobody administers this hub yet; the set-up code stands in a file', { file })
  const waiting = store.committed.on((changes) => {
    if (changes.some(({ entity }) => entity === 'agent')) dropWhenSetUp()
  })
  const dropWhenSetUp = () => {
    store
      .read((view) => hasAdministrator(view))
      .then((isSetUp) => {
        if (!isSetUp) return
        waiting.dispose()
        rmSync(file, { force: true })
      })
      .catch((error: unknown) => {
        logger.error('the set-up code could not be taken away', { file, cause: describeError(error) })
      })
  }
  return waiting
}

/** `null`: the hub has an administrator. */
function openSetUp({ store, newId, tokenKey, me }: SetUpDependencies): Promise<InvitationId | null> {
  const id = newId<InvitationId>()
  return store.write(async (tx) => {
    if (await hasAdministrator(tx)) return null
    const open = await openSetUpInvitation(tx)
    if (open) return open.id
    // Where that person had an account, whoever comes now is another one.
    const first = (await accountOf(tx, me)) ? undefined : (await agentsByIds(tx, [me]))[0]
    await addInvitation(tx, {
      id,
      codeHash: hashSecret(codeOf(tokenKey, id)),
      login: null,
      name: first?.name ?? '',
      role: 'administrator',
      teamIds: first?.teamIds ?? [],
      agentId: first?.id ?? null,
      createdBy: null,
      expiresAtMs: tx.nowMs + VALID_MS,
    })
    return id
  })
}

function codeOf(tokenKey: string, id: InvitationId): string {
  return derivedSecret(tokenKey, `set-up ${id}`)
}
