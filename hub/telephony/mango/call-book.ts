import { isDeepStrictEqual } from 'node:util'

import type { CallRecord } from '#shared/domain/call'
import type { CommandId } from '#shared/domain/ids'

import { standInTimeline } from '../../calls/stand-in-timeline'
import { normalisePhone } from '../../clients/normalise-phone'
import type { NewId } from '../../ids'
import { callById } from '../../store/calls'
import { openChatWithPhone } from '../../store/chats'
import { addEvent, lockMangoCall, readConnection, updateMangoCall, type MangoCall } from '../../store/mango'
import type { Write } from '../../store/store'
import { requestById } from '../../store/telephony-requests'
import { finishedCall, isQuiet, type CallEvidence, type FinishedCall } from './call-facts'
import { evidenceOf, nameOf } from './evidence'
import { deskTwin, dropRecord, joined } from './twins'
import type { CallEvent, CallSummary, StatsRow } from './wire/model'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * What the PBX told, kept as it came, and after each word the call as all of it together has it. A repeat changes nothing,
 * and neither does the order (call-facts).
 */
export class CallBook {
  constructor(private readonly newId: NewId) {}

  async takeEvent(tx: Write, event: CallEvent): Promise<void> {
    const call = await lockMangoCall(tx, event.entryId, this.newId)
    if (call.isErased || !(await addEvent(tx, event))) return
    const commandId = call.commandId ?? (await ownCommand(tx, event.commandId))
    await this.settle(tx, { ...call, commandId })
  }

  async takeSummary(tx: Write, summary: CallSummary): Promise<void> {
    const call = await lockMangoCall(tx, summary.entryId, this.newId)
    if (call.isErased || call.summary) return
    await this.settle(tx, { ...call, summary })
  }

  /** All legs of one conversation that the statistics have. */
  async takeRows(tx: Write, entryId: string, rows: readonly StatsRow[]): Promise<void> {
    const call = await lockMangoCall(tx, entryId, this.newId)
    if (call.isErased || isDeepStrictEqual(call.rows, rows)) return
    await this.settle(tx, { ...call, rows })
  }

  private async settle(tx: Write, call: MangoCall): Promise<void> {
    const evidence = await evidenceOf(tx, call)
    const finished = finishedCall(evidence)
    const isOver = call.summary !== null || finished !== null || isQuiet(evidence)
    const { summary, rows, commandId } = call
    const link = finished ? await this.record(tx, call, evidence, finished) : {}
    await updateMangoCall(tx, call.entryId, { summary, rows, commandId, isOver, ...link })
  }

  private async record(
    tx: Write,
    call: MangoCall,
    evidence: CallEvidence,
    finished: FinishedCall,
  ): Promise<Partial<Pick<MangoCall, 'callId' | 'isOfDesk'>>> {
    const twin = call.isOfDesk
      ? await callById(tx, call.callId)
      : await deskTwin(tx, finished, evidence.callBack !== null)
    const answeredBy = await nameOf(tx, finished.extension)
    const people = (await readConnection(tx))?.people ?? {}
    const actor = finished.extension === null ? null : (people[finished.extension] ?? null)
    if (twin) {
      if (twin.id !== call.callId) await dropRecord(tx, call.callId, twin.id)
      await standInTimeline(tx, this.newId, joined(twin, finished, answeredBy), twin, actor)
      return { callId: twin.id, isOfDesk: true }
    }
    const known = await callById(tx, call.callId)
    const number = normalisePhone(finished.number) ?? finished.number
    const record: CallRecord = {
      id: call.callId,
      chatId: known?.chatId ?? (await openChatWithPhone(tx, number))?.id ?? null,
      direction: finished.direction,
      route: 'phone',
      number,
      name: null,
      outcome: finished.outcome,
      startedAtMs: finished.startedAtMs,
      durationMs: finished.durationMs,
      // Only what nobody took has to be looked at.
      isSeen: (known?.isSeen ?? false) || finished.outcome !== 'missed',
      answeredBy,
    }
    await standInTimeline(tx, this.newId, record, known, actor)
    return {}
  }
}

async function ownCommand(tx: Write, commandId: string | null): Promise<CommandId | null> {
  if (commandId === null || !UUID.test(commandId)) return null
  return (await requestById(tx, commandId as CommandId))?.id ?? null
}
