import { describe, expect, it, vi } from 'vitest'

import type { HubConnection } from '#shared/contract/ipc/hub'
import type { ExportLine } from '#shared/contract/reports'

import { fetchCaseFile, type FileProgress, type FileWish } from './case-file'

const HUB: HubConnection = { kind: 'ready', url: 'http://127.0.0.1:1', secret: 's', databaseSetAside: null }
const filter = { fromMs: 1, untilMs: 2, moment: 'closed', part: null, state: null, search: ' Анна ' } as const
const WISH: FileWish = {
  filter: { ...filter, group: { grouping: 'team', key: null } },
  columns: ['number', 'client'],
  format: 'csv',
  language: 'ru',
}

function lines(...told: readonly ExportLine[]): string {
  return told.map((line) => `${JSON.stringify(line)}\n`).join('')
}

async function fetched(text: string, cut = 7) {
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += cut) controller.enqueue(bytes.slice(at, at + cut))
      controller.close()
    },
  })
  const told: FileProgress[] = []
  const send = vi.fn<typeof fetch>(() => Promise.resolve(new Response(body)))
  const stopping = new AbortController()
  const answer = await fetchCaseFile(HUB, WISH, (progress) => told.push(progress), stopping.signal, send)
  return { answer, told, send }
}

describe('the file of cases', () => {
  it('[V4] is put together of its parts, wherever the network cuts them, and tells how far it is', async () => {
    const { answer, told, send } = await fetched(
      lines(
        { kind: 'begun', cases: 2 },
        { kind: 'part', cases: 1, bytes: btoa('one ') },
        { kind: 'part', cases: 2, bytes: btoa('two') },
        { kind: 'whole', cases: 2 },
      ),
    )
    expect(answer.ok && (await answer.value.text())).toBe('one two')
    expect(told).toEqual([
      { cases: 0, of: 2 },
      { cases: 1, of: 2 },
      { cases: 2, of: 2 },
    ])
    expect(send.mock.calls[0]?.[0]).toBe(
      'http://127.0.0.1:1/api/reports/cases/parts?fromMs=1&untilMs=2&moment=closed&search=%D0%90%D0%BD%D0%BD%D0%B0&teamId=none&columns=number%2Cclient&format=csv&language=ru',
    )
  })

  it('[V4] is none where the hub ended midway or said that it failed', async () => {
    const begun = lines({ kind: 'begun', cases: 2 }, { kind: 'part', cases: 1, bytes: btoa('half') })
    expect((await fetched(begun)).answer).toEqual({ ok: false, error: 'brokenOff' })
    expect((await fetched(begun + lines({ kind: 'failed' }))).answer).toEqual({ ok: false, error: 'brokenOff' })
    expect((await fetched(begun.slice(0, -4))).answer).toEqual({ ok: false, error: 'brokenOff' })
  })

  it('[V4] is not asked for where there is no hub, and not called broken where somebody stopped it', async () => {
    const stopping = new AbortController()
    stopping.abort()
    const send = vi.fn<typeof fetch>(() => Promise.reject(new DOMException('aborted', 'AbortError')))
    const told = () => undefined
    expect(await fetchCaseFile(null, WISH, told, stopping.signal, send)).toEqual({ ok: false, error: 'starting' })
    expect(send).not.toHaveBeenCalled()
    expect(await fetchCaseFile(HUB, WISH, told, stopping.signal, send)).toEqual({ ok: false, error: 'cancelled' })
  })
})
