import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { AgentId, CallId, CommandId } from '#shared/domain/ids'
import { REQUEST_GOOD_FOR_MS, type TelephonyFailure, type TelephonyRequest } from '#shared/domain/telephony'

import { normalisePhone } from '../../clients/normalise-phone'
import { refusal } from '../../commands/refusal'
import { mangoCallOf, readConnection, type StoredConnection } from '../../store/mango'
import type { Write } from '../../store/store'
import { addRequest } from '../../store/telephony-requests'
import { liveCallsNow } from './read-telephony'

export interface Asker {
  readonly id: CommandId
  readonly agentId: AgentId
}

interface Wish {
  readonly kind: TelephonyRequest['kind']
  readonly number: string
  readonly callId: CallId | null
  readonly extension: string | null
  readonly writtenAtMs: number
  /** Known before the PBX is asked, which forgives no wrong request. */
  readonly failed: TelephonyFailure | null
}

/** «Сначала позвоните мне». */
export async function callBack(
  tx: Write,
  asker: Asker,
  { number: typed, writtenAtMs }: CommandArgs<'callBack'>,
): Promise<CommandRefusal | null> {
  const connection = await readConnection(tx)
  if (!connection) return refusal('unsupported', 'telephony')
  const extension = extensionOf(connection, asker.agentId)
  const number = normalisePhone(typed)
  const failed = extension === null ? 'noExtension' : number === null ? 'badNumber' : null
  return ask(tx, asker, { kind: 'callBack', number: number ?? typed, callId: null, extension, writtenAtMs, failed })
}

export async function hangUpPbxCall(
  tx: Write,
  asker: Asker,
  { callId, writtenAtMs }: CommandArgs<'hangUpPbxCall'>,
): Promise<CommandRefusal | null> {
  if (!(await readConnection(tx))) return refusal('unsupported', 'telephony')
  const number = await liveNumber(tx, callId)
  const failed = number === null ? 'callOver' : null
  return ask(tx, asker, { kind: 'hangUp', number: number ?? '', callId, extension: null, writtenAtMs, failed })
}

export async function transferPbxCall(
  tx: Write,
  asker: Asker,
  { callId, extension, writtenAtMs }: CommandArgs<'transferPbxCall'>,
): Promise<CommandRefusal | null> {
  const connection = await readConnection(tx)
  if (!connection) return refusal('unsupported', 'telephony')
  const isKnown = connection.employees.some((employee) => employee.extension === extension)
  const failed = !isKnown ? 'unknownEmployee' : (await liveNumber(tx, callId)) === null ? 'callOver' : null
  return ask(tx, asker, { kind: 'transfer', number: extension, callId, extension: null, writtenAtMs, failed })
}

function extensionOf({ people, employees }: StoredConnection, agentId: AgentId): string | null {
  return employees.find(({ extension }) => people[extension] === agentId)?.extension ?? null
}

async function liveNumber(tx: Write, callId: CallId): Promise<string | null> {
  if (!(await mangoCallOf(tx, callId))) return null
  return (await liveCallsNow(tx)).find(({ call }) => call.callId === callId)?.facts.number ?? null
}

async function ask(tx: Write, { id, agentId }: Asker, wish: Wish): Promise<null> {
  const { kind, number, callId, extension, writtenAtMs } = wish
  const reason = tx.nowMs - writtenAtMs > REQUEST_GOOD_FOR_MS ? 'tooLate' : wish.failed
  const state = reason === null ? 'waiting' : 'failed'
  await addRequest(tx, { id, kind, agentId, number, callId, extension, state, reason, code: null, atMs: tx.nowMs })
  return null
}
