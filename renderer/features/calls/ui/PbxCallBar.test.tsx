// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import type { CallId, CommandId } from '#shared/domain/ids'
import { TELEPHONY_FAILURES, type LiveCall, type Telephony, type TelephonyRequest } from '#shared/domain/telephony'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoAgent, demoId, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { NO_DESK_PHONE } from '../../../testing/a-desk-phone'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { DialButton } from './DialButton'
import { PbxCallBar } from './PbxCallBar'

new FakeMain()
  .install()
  .answer('calls:list', () => [])
  .answer('deskPhone:get', () => NO_DESK_PHONE)
  .answer('calls:start-call', () => ({ ok: true, value: 'call' }))
  .answer('calls:start-page-call', () => 'call')

afterEach(cleanup)

const clock = new ManualClock()
const { me } = demoRows(0)
const CALL: LiveCall = {
  id: demoId<CallId>('call', 70),
  chatId: null,
  direction: 'incoming',
  number: '+79172041833',
  extension: '101',
  phase: 'talking',
  startedAtMs: 0,
}

function telephony(patch: Partial<Telephony> = {}): Telephony {
  return {
    provider: 'MANGO OFFICE',
    capabilities: { callBack: true, hangUp: true, transfer: true },
    employees: [
      { extension: '101', name: 'Иван Пример', agentId: me.id },
      { extension: '102', name: 'Мария Образцова', agentId: null },
    ],
    liveCalls: [],
    requests: [],
    ...patch,
  }
}

function deskWith(rows: Telephony | null): FakeDeskData {
  const data = new FakeDeskData()
  data.setRows({ telephony: rows })
  return data
}

function request(state: TelephonyRequest['state'], by = me.id): TelephonyRequest {
  const id = demoId<CommandId>('message', 1)
  return { id, kind: 'callBack', by, number: '+79172041833', atMs: clock.now(), state }
}

const wishes = (data: FakeDeskData) => data.wishes.filter(({ kind }) => kind !== 'command')

it('[K9] ends and passes on the live call of one’s own phone, and shows nobody else’s', async () => {
  const others = { ...CALL, id: demoId<CallId>('call', 71), extension: '102', number: '+79990000002' }
  const data = deskWith(telephony({ liveCalls: [CALL, others] }))
  await show(<PbxCallBar />, { data, clock })
  expect(screen.getAllByRole('group')).toHaveLength(1)
  fireEvent.click(screen.getByRole('button', { name: 'Перевести звонок АТС' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Мария Образцова, 102', hidden: true }))
  fireEvent.click(screen.getByRole('button', { name: 'Завершить звонок АТС' }))
  expect(wishes(data)).toEqual([
    { kind: 'transferPbxCall', callId: CALL.id, extension: '102' },
    { kind: 'hangUpPbxCall', callId: CALL.id },
  ])
})

it('[K9] offers exactly what the provider can, and nothing where none is connected', async () => {
  const capabilities = { callBack: false, hangUp: false, transfer: false }
  await show(<PbxCallBar />, { data: deskWith(telephony({ capabilities, liveCalls: [CALL] })), clock })
  expect(screen.getAllByRole('group')).toHaveLength(1)
  expect(screen.queryByRole('button')).toBeNull()
  cleanup()
  await show(<PbxCallBar />, { data: deskWith(null), clock })
  expect(screen.queryByRole('group')).toBeNull()
})

it('[K10] says how one’s own wish goes, each failure in its own words, and can be put away', async () => {
  const data = deskWith(telephony({ requests: [request({ kind: 'waiting' })] }))
  await show(<PbxCallBar />, { data, clock })
  expect((await screen.findByRole('status')).textContent).toContain('Сейчас зазвонит ваш телефон')
  const said = new Set<string>()
  for (const reason of TELEPHONY_FAILURES) {
    cleanup()
    const failed = telephony({ requests: [request({ kind: 'failed', reason, code: null })] })
    await show(<PbxCallBar />, { data: deskWith(failed), clock })
    said.add((await screen.findByRole('alert')).textContent)
  }
  expect(said.size).toBe(TELEPHONY_FAILURES.length)
  fireEvent.click(screen.getByRole('button'))
  expect(screen.queryByRole('alert')).toBeNull()
  cleanup()
  const ofOther = telephony({ requests: [request({ kind: 'waiting' }, demoAgent(2, 'Иван').id)] })
  await show(<PbxCallBar />, { data: deskWith(ofOther), clock })
  expect(screen.queryByRole('status')).toBeNull()
})

it('[K10] says no more of a wish that is of the past', async () => {
  await show(<PbxCallBar />, { data: deskWith(telephony({ requests: [request({ kind: 'waiting' })] })), clock })
  await screen.findByRole('status')
  act(() => {
    clock.advance(30_000)
  })
  expect(screen.queryByRole('status')).toBeNull()
})

it('[K1] «Сначала позвоните мне» stands beside a client’s number where the PBX is connected, and says what is missing', async () => {
  const [chat] = demoRows(0).chats
  if (!chat) throw new Error('The demo has chats.')
  const data = deskWith(telephony())
  await show(<DialButton chat={chat} channel={null} phone="+79172041833" />, { data, clock })
  fireEvent.click(await screen.findByRole('button', { name: 'Позвонить: выбрать, куда' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: /^Сначала позвоните мне/, hidden: true }))
  expect(wishes(data)).toEqual([{ kind: 'callBack', number: '+79172041833' }])
  cleanup()
  const nobody = deskWith(telephony({ employees: [] }))
  await show(<DialButton chat={chat} channel={null} phone="+79172041833" />, { data: nobody, clock })
  fireEvent.click(await screen.findByRole('button', { name: 'Позвонить: выбрать, куда' }))
  const barred = await screen.findByRole('menuitem', { name: /не указано, какой телефон/, hidden: true })
  expect(barred.getAttribute('aria-disabled')).toBe('true')
})
