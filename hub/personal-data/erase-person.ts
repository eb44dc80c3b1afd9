import type { ChatId } from '#shared/domain/ids'
import { err, ok, type Result } from '#shared/lib/result'

import type { Caller } from '../accounts/caller'
import { changeCase } from '../cases/case-service'
import type { NewId } from '../ids'
import { recordAudit } from '../store/audit-log'
import { lockOpenCasesOfChats } from '../store/cases'
import { erasePersonRows } from '../store/personal/erase-rows'
import { rememberErased } from '../store/personal/erased-conversations'
import { countKept } from '../store/personal/kept-of-person'
import { beginErasure } from '../store/personal/erasures'
import { fileIdsOf, personBehind } from '../store/personal/person'
import type { Write } from '../store/store'
import { isNamed } from './is-named'

type EraseFailure = 'unknownChat' | 'wrongConfirmation'

/**
 * Begins to erase whoever is behind a conversation (spec C9): from this transaction on they are shown to nobody, and
 * their rows go in the ones that follow. It cannot be undone, so the person has to be named. Cases stay for their
 * numbers; what platforms tell again of those conversations is not taken.
 */
export async function erasePerson(
  tx: Write,
  newId: NewId,
  caller: Caller,
  chatId: ChatId,
  confirm: string,
): Promise<Result<string, EraseFailure>> {
  const person = await personBehind(tx, chatId)
  if (!person) return err('unknownChat')
  const kept = await countKept(tx, chatId, person)
  if (!isNamed(confirm, kept.confirm)) return err('wrongConfirmation')
  for (const open of await lockOpenCasesOfChats(tx, person.chatIds))
    await changeCase(tx, open, {
      state: { kind: 'closed', atMs: tx.nowMs, by: { kind: 'agent', agentId: caller.agentId } },
      waitingSinceMs: null,
      triedAgentIds: [],
    })
  await rememberErased(tx, person.conversations)
  const { chatIds, callIds } = person
  const id = newId()
  await beginErasure(tx, id, { chatIds, callIds, fileIds: await fileIdsOf(tx, person) }, kept.messages)
  await erasePersonRows(tx, person)
  const { messages, calls, files, cases } = kept
  await recordAudit(tx, newId(), {
    kind: 'clientErased',
    actorId: caller.agentId,
    chatId,
    about: { chatIds: [...person.chatIds], messages, calls, files, cases },
  })
  return ok(id)
}
