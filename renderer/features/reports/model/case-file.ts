import type { HubConnection } from '#shared/contract/ipc/hub'
import { exportLine, type CaseColumn, type ExportFormat, type ExportLine } from '#shared/contract/reports'
import { readJson } from '#shared/lib/read-json'
import { err, ok, type Result } from '#shared/lib/result'

import type { HubFailure } from '../../../ipc/hub-ask'
import { queryOf, type CaseFilter } from './case-filter'

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export interface FileWish {
  readonly filter: CaseFilter
  readonly columns: readonly CaseColumn[]
  readonly format: ExportFormat
  readonly language: 'ru' | 'en'
}

export interface FileProgress {
  readonly cases: number
  readonly of: number
}

/** `brokenOff`: midway; what has come of it is thrown away. `cancelled`: the person did not want it. */
export type FileFailure = HubFailure | 'brokenOff' | 'cancelled'

/** The selected cases as a file. Only one that the hub has called whole is given. */
export async function fetchCaseFile(
  hub: HubConnection | null,
  { filter, columns, format, language }: FileWish,
  told: (progress: FileProgress) => void,
  signal: AbortSignal,
  send: typeof fetch,
): Promise<Result<Blob, FileFailure>> {
  if (hub === null || hub.kind === 'starting') return err('starting')
  if (hub.kind !== 'ready') return err('away')
  const query = queryOf(filter)
  query.set('columns', columns.join(','))
  query.set('format', format)
  query.set('language', language)
  let hasBegun = false
  try {
    const reply = await send(`${hub.url}/api/reports/cases/parts?${query.toString()}`, {
      headers: { authorization: `Bearer ${hub.secret}` },
      signal,
    })
    if (reply.status === 401) return err('unauthorised')
    if (!reply.ok || !reply.body) return err(reply.status >= 500 ? 'broken' : 'rejected')
    hasBegun = true
    const parts: Uint8Array<ArrayBuffer>[] = []
    let of = 0
    for await (const line of linesOf(reply.body)) {
      if (line.kind === 'begun') of = line.cases
      if (line.kind === 'part') parts.push(bytesOf(line.bytes))
      if (line.kind === 'failed') return err('brokenOff')
      if (line.kind === 'whole') return ok(new Blob(parts, { type: TYPES[format] }))
      told(line.kind === 'begun' ? { cases: 0, of } : { cases: line.cases, of: Math.max(of, line.cases) })
    }
    return err('brokenOff')
  } catch (error) {
    if (signal.aborted) return err('cancelled')
    // The connection: the hub has gone, or was never there.
    if (error instanceof TypeError) return err(hasBegun ? 'brokenOff' : 'away')
    throw error
  }
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<ExportLine> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let held = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    held += value
    const lines = held.split('\n')
    held = lines.pop() ?? ''
    for (const line of lines) yield exportLine.parse(readJson(line))
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}
