// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { UpdatePhase, UpdateState } from '#shared/domain/updates/update-state'

import { FakeMain } from '../testing/fake-main'
import { show } from '../testing/show'

const release = { version: '0.2.0', notes: { ru: '', en: '' }, size: 1 }
const ready: UpdatePhase = { kind: 'ready', release, isWished: false, forcedAtMs: null, restartsAtMs: null }

function state(given: Partial<UpdateState>): UpdateState {
  return {
    version: '0.1.0',
    phase: { kind: 'idle' },
    source: null,
    channel: 'stable',
    lastCheck: null,
    isAsked: false,
    holds: [],
    quietUntilMs: 0,
    didNotStart: null,
    ...given,
  }
}

/** The bar keeps its way to main; each test has it anew. */
beforeEach(() => {
  vi.resetModules()
})
afterEach(cleanup)

async function open(given: Partial<UpdateState>): Promise<FakeMain> {
  const main = new FakeMain()
    .answer('updates:get-state', () => state(given))
    .answer('updates:install', () => state({}))
    .answer('updates:download', () => state({}))
    .answer('updates:put-off', () => state({}))
    .install()
  const { UpdateBar } = await import('./UpdateBar')
  await show(<UpdateBar />)
  await act(async () => {
    await Promise.resolve()
  })
  return main
}

describe('[I3] an update is told of calmly', () => {
  it('when it is ready, with a restart for who wishes one and an end of the word for who does not', async () => {
    const main = await open({ phase: ready })
    expect(await screen.findByText('Обновление готово: Otklik 0.2.0 начнёт работать после выхода.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Перезапустить сейчас' }))
    fireEvent.click(screen.getByRole('button', { name: 'Позже' }))
    expect([main.askedOf('updates:install').length, main.askedOf('updates:put-off').length]).toEqual([1, 1])
  })

  it('when the person is to say whether it is downloaded', async () => {
    const lastCheck = { atMs: 0, result: 'found', version: '0.2.0' } as const
    const main = await open({ phase: { kind: 'available', release }, isAsked: true, lastCheck })
    fireEvent.click(await screen.findByRole('button', { name: 'Скачать' }))
    expect(main.askedOf('updates:download')).toHaveLength(1)
  })

  it('with the time, and no way to put it off, when the company forces it', async () => {
    await open({ phase: { ...ready, forcedAtMs: 0, restartsAtMs: Date.now() }, quietUntilMs: Date.now() + 1e6 })
    expect(await screen.findByText(/^Otklik обновится до 0\.2\.0 и перезапустится в \d\d:\d\d\.$/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Позже' })).toBeNull()
  })

  it.each([
    ['nothing is new', {}],
    ['it is put off', { phase: ready, quietUntilMs: Date.now() + 1e6 }],
    ['it is downloaded by itself', { phase: { kind: 'available', release } }],
    ['it is under way', { phase: { kind: 'downloading', release, bytes: 0 } }],
  ] as const)('and not at all when %s', async (_, given) => {
    await open(given)
    expect(screen.queryByRole('status')).toBeNull()
  })
})
