import type { z } from 'zod'

import type { eraseColleagueRequest } from '#shared/contract/personal-data'
import type { AgentId } from '#shared/domain/ids'
import { err, ok, type Result } from '#shared/lib/result'

import type { Caller } from '../accounts/caller'
import { isLastWhoLetsIn } from '../accounts/last-administrator'
import { forgive } from '../accounts/lock-out'
import type { NewId } from '../ids'
import { accountOf } from '../store/accounts'
import { agentsByIds } from '../store/agents'
import { recordAudit } from '../store/audit-log'
import { formerNumberOf, loginsOf, namesOfColleague, nextFormerNumber } from '../store/personal/colleague'
import { eraseColleagueRows } from '../store/personal/erase-colleague-rows'
import { beginErasureOfColleague } from '../store/personal/erasures'
import type { Write } from '../store/store'
import { isNamed } from './is-named'

export type ColleagueRefusal = 'unknownAgent' | 'yourself' | 'lastAdministrator' | 'notClosed' | 'wrongConfirmation'

/** So that a try with the login alone is meant, and none from there. */
const NO_ADDRESS = 'unknown'

/**
 * Erases what is personal of a colleague who has left (spec C9). Cases, messages and days stay under another name, by
 * which reports still tell people apart; cases that they hold are handed back by the router, as after closing the
 * account. What the audit and the PBX's calls say of them goes in the transactions that follow. Asked again it does
 * nothing. Answers that name.
 */
export async function eraseColleague(
  tx: Write,
  newId: NewId,
  caller: Caller,
  agentId: AgentId,
  { confirm, language }: z.output<typeof eraseColleagueRequest>,
): Promise<Result<string, ColleagueRefusal>> {
  const [agent] = await agentsByIds(tx, [agentId])
  if (!agent) return err('unknownAgent')
  if ((await formerNumberOf(tx, agentId)) !== null) return ok(agent.name)
  if (await isLastWhoLetsIn(tx, agentId)) return err('lastAdministrator')
  if (agentId === caller.agentId) return err('yourself')
  if (!((await accountOf(tx, agentId))?.isClosed ?? agent.isRemoved)) return err('notClosed')
  if (!isNamed(confirm, agent.name)) return err('wrongConfirmation')
  const logins = await loginsOf(tx, agentId)
  const number = await nextFormerNumber(tx)
  const name = language === 'ru' ? `Бывший сотрудник ${String(number)}` : `Former colleague ${String(number)}`
  await beginErasureOfColleague(tx, newId(), { agentId, name, names: await namesOfColleague(tx, agentId) })
  await eraseColleagueRows(tx, { agentId, number, name, logins })
  for (const login of logins) await forgive(tx, { login, address: NO_ADDRESS })
  await recordAudit(tx, newId(), {
    kind: 'colleagueErased',
    actorId: caller.agentId,
    subjectId: agentId,
    about: { number },
  })
  return ok(name)
}
