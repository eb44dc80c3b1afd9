import { eventsOf, readConnection, type MangoCall } from '../../store/mango'
import type { Read } from '../../store/store'
import { requestById } from '../../store/telephony-requests'
import type { CallEvidence } from './call-facts'

export async function evidenceOf(view: Read, call: MangoCall): Promise<CallEvidence> {
  const asked = call.commandId === null ? null : await requestById(view, call.commandId)
  return {
    events: await eventsOf(view, [call.entryId]),
    summary: call.summary,
    rows: call.rows ?? [],
    callBack: asked?.kind === 'callBack' ? { number: asked.number } : null,
  }
}

/** By the book of the PBX. */
export async function nameOf(view: Read, extension: string | null): Promise<string | null> {
  if (extension === null) return null
  const connection = await readConnection(view)
  return connection?.employees.find((employee) => employee.extension === extension)?.name ?? extension
}
