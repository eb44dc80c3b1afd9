// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { AccessEntry } from '#shared/contract/access-log'
import type { AuditEntry } from '#shared/contract/audit'
import type { AgentId, ChatId } from '#shared/domain/ids'
import { DEFAULT_RETENTION, NOTHING_EXPIRED } from '#shared/domain/retention'
import { err, ok } from '#shared/lib/result'

import { show } from '../../../testing/show'
import { auditCsv } from '../model/audit-csv'
import type { DutiesRest } from '../model/duties-rest'
import { NO_FILTER } from '../model/duty-filter'
import { initI18n } from '../../../i18n/i18n'
import { DutiesPage } from './DutiesSection'

afterEach(cleanup)

const CHAT = '00000000-0000-7000-8000-000000000002' as ChatId
const AT_MS = Date.UTC(2026, 10, 29, 9)
const entry: AuditEntry = {
  ...{ id: '00000000-0000-7000-8000-000000000003', atMs: AT_MS, kind: 'messageEdited', seq: 7 },
  ...{ actorId: null, subjectId: null, chatId: CHAT, clientName: 'Вера', caseNumber: 12 },
  about: { outcome: 'done' },
  personal: { before: { kind: 'text', text: '=1+1; старый' }, afterText: 'новый' },
}
const look: AccessEntry = {
  ...{ actorId: CHAT as string as AgentId, kind: 'watch', objectId: CHAT, chatId: CHAT },
  ...{ firstAtMs: AT_MS, lastAtMs: AT_MS + 60_000, clientName: null, caseNumber: 12 },
}

function aRest(patch: Partial<DutiesRest> = {}): DutiesRest {
  return {
    audit: vi.fn<DutiesRest['audit']>(async (_filter, next) =>
      ok({ entries: [{ ...entry, id: next ? CHAT : entry.id }], next: next ? null : '&beforeMs=1' }),
    ),
    check: vi.fn<DutiesRest['check']>(async () => ok({ rows: 7, head: { seq: 7, link: 'метка' }, flaw: null })),
    access: vi.fn<DutiesRest['access']>(async () => ok({ entries: [look], next: null })),
    retention: vi.fn<DutiesRest['retention']>(async () =>
      ok({ rules: DEFAULT_RETENTION, last: null, held: 'clockLeapt' }),
    ),
    preview: vi.fn<DutiesRest['preview']>(async () => ok({ ...NOTHING_EXPIRED, messages: 5 })),
    saveRetention: vi.fn<DutiesRest['saveRetention']>(async () => ok(null)),
    ...patch,
  }
}

const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })
const open = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('radio', { name }))
  })

it('[V5] shows what the client cannot see, more of it on demand, and says whether the chain holds', async () => {
  const rest = aRest()
  await show(<DutiesPage rest={rest} />)
  expect(await screen.findByText('Было: =1+1; старый; Стало: новый; сделано')).toBeTruthy()
  expect(screen.getByText('обращение 12')).toBeTruthy()
  await press('Показать ещё')
  expect(screen.getAllByText('Вера')).toHaveLength(2)
  await press('Проверить журнал')
  expect(screen.getByRole('status').textContent).toContain('Журнал цел: проверено 7 записей, до номера 7.')
  vi.mocked(rest.check).mockResolvedValueOnce(
    ok({ rows: 3, head: { seq: 3, link: '' }, flaw: { what: 'removed', seq: 4, id: null, atMs: null } }),
  )
  await press('Проверить журнал')
  expect(screen.getByRole('alert').textContent).toContain('запись 4 убрана')
  vi.mocked(rest.check).mockResolvedValueOnce(err('away'))
  await press('Проверить журнал')
  expect(screen.getByRole('alert').textContent).toContain('не отвечает')
})

it('[V5] asks for one case and one day, as typed', async () => {
  const rest = aRest()
  await show(<DutiesPage rest={rest} />)
  await screen.findByText('Вера')
  await act(async () => {
    fireEvent.change(screen.getByLabelText('Номер обращения'), { target: { value: '12' } })
  })
  expect(vi.mocked(rest.audit).mock.lastCall?.[0]).toMatchObject({ caseNumber: '12' })
  await press('Сбросить')
  expect(vi.mocked(rest.audit).mock.lastCall?.[0]).toEqual(NO_FILTER)
})

it('[V5] makes a file of all pages, in which no text is a formula', async () => {
  const i18n = await initI18n('ru')
  const t = i18n.getFixedT('ru', ['duties', 'signIn'] as const)
  const made = await auditCsv(aRest(), NO_FILTER, { t, nameOf: () => '=Имя', language: 'ru' })
  const text = made.ok ? made.value.text : ''
  expect(text.split('\r\n')).toHaveLength(4)
  expect(text).toContain("'=Имя")
  expect(text).toContain('Вера, обращение 12')
})

it('[C9] [V2] lists who looked at what, also unseen', async () => {
  await show(<DutiesPage rest={aRest()} />)
  await open('Кто смотрел')
  expect(await screen.findByRole('cell', { name: 'Незаметный просмотр' })).toBeTruthy()
  expect(screen.getByText('Гость')).toBeTruthy()
})

it('[C9] sets a term after telling what goes at once, and says why nothing does', async () => {
  const rest = aRest()
  await show(<DutiesPage rest={rest} />)
  await open('Сроки хранения')
  expect(await screen.findByText(/ушли вперёд/)).toBeTruthy()
  const field = screen.getByLabelText<HTMLInputElement>('Сообщения и комментарии')
  fireEvent.change(field, { target: { value: '0' } })
  expect(screen.getByText(/Целое число дней/)).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Сохранить…' }).disabled).toBe(true)
  fireEvent.change(field, { target: { value: '365' } })
  await press('Что удалится сейчас')
  expect(screen.getByText('Сейчас удалится: сообщений: 5.')).toBeTruthy()
  await press('Сохранить…')
  expect(rest.saveRetention).not.toHaveBeenCalled()
  await press('Сохранить и удалять')
  expect(rest.saveRetention).toHaveBeenCalledExactlyOnceWith({ ...DEFAULT_RETENTION, messages: 365 })
})
