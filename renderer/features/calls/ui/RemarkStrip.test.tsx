// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it } from 'vitest'

import type { Agent } from '#shared/domain/agent'
import type { CallRecord } from '#shared/domain/call'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoRows } from '../../../data/demo-rows'
import { DRAFT_PAUSE_MS } from '../../../data/draft-saver'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { aCall, NOW_MS } from '../../../testing/a-call'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { getCallsStore } from '../model/calls'
import { RemarksOfEnded } from './RemarksOfEnded'
import { RemarkStrip } from './RemarkStrip'

const main = new FakeMain().install().answer('calls:list', () => [])
const active = aCall({ kind: 'active', answeredAtMs: NOW_MS })
const ended = aCall({ kind: 'ended', outcome: 'answered', reason: 'hungUpThere', durationMs: 5_000 })
const record: CallRecord = {
  id: active.id,
  chatId: null,
  direction: 'outgoing',
  number: active.number,
  name: active.name,
  outcome: 'answered',
  startedAtMs: NOW_MS - 10_000,
  durationMs: 5_000,
  isSeen: true,
}
const wrappingUp: Agent = { ...demoRows(NOW_MS).me, status: 'wrapUp', statusSinceMs: NOW_MS, statusUntilMs: NOW_MS + 1 }

const tell = (...calls: (typeof active)[]) => {
  act(() => {
    main.send('calls:list-changed', calls)
  })
}
const open = (id: typeof active.id | null) => {
  act(() => {
    getCallsStore().openRemark(id)
  })
}
const field = async () => {
  const name = /^Комментарий к.звонку: Петрова Анна$/
  const box = await screen.findByRole<HTMLTextAreaElement>('textbox', { name })
  await waitFor(() => {
    expect(box.disabled).toBe(false)
  })
  return box
}
const type = (where: HTMLElement, value: string) => {
  fireEvent.change(where, { target: { value } })
}

afterEach(() => {
  open(null)
  tell()
  cleanup()
})

async function showStrip(me: Agent | null = null, calls: CallRecord[] = [], data = new FakeDeskData({ calls })) {
  const clock = new ManualClock()
  await show(
    <>
      <RemarksOfEnded />
      <RemarkStrip me={me} />
    </>,
    { data, clock },
  )
  const sent = () => data.wishes.flatMap((wish) => (wish.kind === 'command' ? [wish.args] : []))
  return { data, clock, sent }
}

describe('[K10] writing about a call', () => {
  it('keeps a draft at every pause and sends nothing while the call runs', async () => {
    const { data, clock, sent } = await showStrip()
    tell(active)
    open(active.id)
    const box = await field()
    expect(document.activeElement).toBe(box)
    type(box, 'ждёт письма')
    act(() => {
      clock.advance(DRAFT_PAUSE_MS)
    })
    fireEvent.blur(box)
    expect([await data.readCallRemark(active.id), sent()]).toEqual(['ждёт письма', []])
  })

  it('leaves the box where it is when the other side hangs up, and sends what stands in it', async () => {
    const { sent } = await showStrip()
    tell(active)
    open(active.id)
    const box = await field()
    type(box, 'ждёт письма')
    tell(ended)
    expect(await field()).toBe(box)
    type(box, 'ждёт письма завтра')
    fireEvent.keyDown(box, { code: 'Enter', key: 'Enter', ctrlKey: true })
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(sent().at(-1)).toEqual({ callId: active.id, text: 'ждёт письма завтра' })
  })

  it('sends what was written before the desk was loaded anew, when the call has ended meanwhile', async () => {
    const data = new FakeDeskData({ calls: [] })
    await data.saveCallRemarkDraft(active.id, 'ждёт письма')
    tell(active)
    const { sent } = await showStrip(null, [], data)
    expect(sent()).toEqual([])
    tell()
    expect(sent()).toEqual([{ callId: active.id, text: 'ждёт письма' }])
  })

  it('[Q25] opens by itself while the agent wraps up after the talk, without taking the keyboard', async () => {
    const { sent } = await showStrip(wrappingUp, [record])
    tell()
    const box = await field()
    expect(document.activeElement).toBe(document.body)
    type(box, 'готово')
    fireEvent.click(screen.getByRole('button', { name: 'Готово' }))
    expect([screen.queryByRole('textbox'), sent()]).toEqual([null, [{ callId: record.id, text: 'готово' }]])
  })

  it('does not open after a closed case or in any other status', async () => {
    await showStrip(wrappingUp, [{ ...record, startedAtMs: NOW_MS - 3_600_000 }])
    await showStrip({ ...wrappingUp, status: 'online' }, [record])
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('shows what the person wrote about an old call, to be changed', async () => {
    const data = new FakeDeskData({ calls: [] })
    const agentId = demoRows(NOW_MS).me.id
    data.setRows({ calls: [{ ...record, remarks: [{ agentId, text: 'было', writtenAtMs: 1 }] }] })
    await showStrip(null, [], data)
    open(record.id)
    expect((await field()).value).toBe('было')
  })
})
