import type { CallRecord } from '#shared/domain/call'
import type { CallId, MessageId } from '#shared/domain/ids'

import { normalisePhone } from '../../clients/normalise-phone'
import { moveRemarks } from '../../store/call-remarks'
import { callById, removeCall } from '../../store/calls'
import { refreshChat } from '../../store/chats'
import { callsAbout, mangoCallOf, readConnection, updateMangoCall, type MangoCall } from '../../store/mango'
import { removeMessage } from '../../store/messages'
import type { Read, Write } from '../../store/store'
import { finishedCall, type FinishedCall } from './call-facts'
import { evidenceOf, nameOf } from './evidence'

/**
 * A softphone registered at the PBX keeps its calls itself, and the PBX tells of the same ones. Which leg's Call-ID the PBX
 * names is not known, so the two are one where number and direction agree and they began at about the same time.
 */
const APART_MS = 20_000

/** The desk tells of a call: what the PBX knows of it is added, and stands beside it no longer. */
export async function withPbxTwin(tx: Write, told: CallRecord): Promise<CallRecord> {
  if (told.route === 'page') return told
  const linked = (await mangoCallOf(tx, told.id)) ?? (await adoptTwin(tx, told))
  if (!linked) return told
  const finished = finishedCall(await evidenceOf(tx, linked))
  return finished ? joined(told, finished, await nameOf(tx, finished.extension)) : told
}

/** The call that a desk keeps of this conversation; `null`: none does. */
export async function deskTwin(view: Read, finished: FinishedCall, isCallBack: boolean): Promise<CallRecord | null> {
  const about = await callsAbout(view, finished.startedAtMs, APART_MS, 'desk')
  return nearest(about, finished, isCallBack)
}

/** One record of both: the desk knows its talk best, the PBX whether a colleague took the call. */
export function joined(desk: CallRecord, pbx: FinishedCall, answeredBy: string | null): CallRecord {
  const isOfPbx = desk.outcome !== 'answered' && pbx.outcome === 'answered'
  // Of a callback the phone sees a call that comes in; in truth the company called.
  const isTurned = desk.direction !== pbx.direction
  const { direction, number, outcome, durationMs } = pbx
  return {
    ...desk,
    ...(isTurned && { direction, number: normalisePhone(number) ?? number }),
    ...((isOfPbx || isTurned) && { outcome, durationMs }),
    isSeen: desk.isSeen || outcome === 'answered',
    answeredBy,
  }
}

async function adoptTwin(tx: Write, told: CallRecord): Promise<MangoCall | null> {
  if (!(await readConnection(tx))) return null
  const about = await callsAbout(tx, told.startedAtMs, APART_MS, 'pbx')
  const twin = nearest(about, told, false) ?? (await turnedTwin(tx, about, told))
  const linked = twin && (await mangoCallOf(tx, twin.id))
  if (!twin || !linked) return null
  await dropRecord(tx, twin.id, told.id)
  await updateMangoCall(tx, linked.entryId, { callId: told.id, isOfDesk: true })
  return { ...linked, callId: told.id, isOfDesk: true }
}

/** Takes the record that stood for the conversation before a desk told of it; what was written about it goes over. */
export async function dropRecord(tx: Write, id: CallId, into: CallId): Promise<void> {
  await moveRemarks(tx, id, into)
  const record = await callById(tx, id)
  if (!record) return
  await removeCall(tx, id)
  if (!record.chatId) return
  await removeMessage(tx, id as string as MessageId)
  await refreshChat(tx, record.chatId)
}

/** A callback that a softphone took as a call coming in. */
async function turnedTwin(view: Read, about: readonly CallRecord[], told: CallRecord): Promise<CallRecord | null> {
  const turned = nearest(about, told, true)
  const linked = turned && (await mangoCallOf(view, turned.id))
  return linked?.commandId ? turned : null
}

function nearest(
  about: readonly CallRecord[],
  wanted: Pick<CallRecord, 'number' | 'direction' | 'startedAtMs'>,
  isEitherWay: boolean,
): CallRecord | null {
  const number = normalisePhone(wanted.number) ?? wanted.number
  const apart = (call: CallRecord) => Math.abs(call.startedAtMs - wanted.startedAtMs)
  const same = about.filter(
    (call) =>
      (normalisePhone(call.number) ?? call.number) === number && (isEitherWay || call.direction === wanted.direction),
  )
  return same.toSorted((a, b) => apart(a) - apart(b))[0] ?? null
}
