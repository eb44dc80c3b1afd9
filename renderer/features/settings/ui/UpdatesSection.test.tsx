// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { UPDATE_TROUBLES } from '#shared/domain/updates/trouble'
import { UPDATES_OFF, type UpdatePhase, type UpdateState } from '#shared/domain/updates/update-state'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'

const release = { version: '0.2.0', notes: { ru: 'Быстрее список', en: 'A faster list' }, size: 104_857_600 }
const ready: UpdatePhase = { kind: 'ready', release, isWished: false, forcedAtMs: null, restartsAtMs: null }

function state(given: Partial<UpdateState> = {}): UpdateState {
  return {
    version: '0.1.0',
    phase: { kind: 'idle' },
    source: 'https://files.company.ru/otklik/',
    channel: 'stable',
    lastCheck: null,
    isAsked: false,
    holds: [],
    quietUntilMs: 0,
    didNotStart: null,
    ...given,
  }
}

/** The section keeps its way to main; each test has it anew. */
beforeEach(() => {
  vi.resetModules()
})
afterEach(cleanup)

async function open(given: Partial<UpdateState>): Promise<FakeMain> {
  const main = new FakeMain()
    .answer('updates:get-state', () => state(given))
    .answer('updates:check', () => state())
    .answer('updates:install', () => state())
    .answer('updates:put-off', () => state())
    .install()
  const { UpdatesSection } = await import('./UpdatesSection')
  await show(<UpdatesSection />)
  await screen.findByText('Otklik 0.1.0')
  return main
}

describe('[I3] updates in the settings', () => {
  it('say which version runs, where newer ones come from, and look when asked', async () => {
    const main = await open({ lastCheck: { atMs: 0, result: 'upToDate', version: '0.1.0' } })
    expect(screen.getByText('https://files.company.ru/otklik/')).toBeTruthy()
    expect(screen.getByText('Это самая новая версия.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Проверить сейчас' }))
    await expect.poll(() => main.askedOf('updates:check').length).toBe(1)
  })

  it('say that there are none only once a source has said so', async () => {
    const main = await open({})
    const status = () => screen.getByRole('status').textContent
    const told = (lastCheck: UpdateState['lastCheck']) => {
      act(() => {
        main.send('updates:state-changed', state({ lastCheck }))
      })
    }
    expect(status()).toBe('Ещё не проверялись.')
    told({ atMs: 0, result: 'unreachable', version: null })
    expect(status()).toBe('Неизвестно: последняя проверка не удалась.')
    told({ atMs: 0, result: 'upToDate', version: '0.1.0' })
    expect(status()).toBe('Обновлений нет.')
  })

  it('show what is new in a version that is ready, and restart when the person wishes', async () => {
    const main = await open({ phase: ready })
    expect(screen.getByText('Быстрее список')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Обновить и перезапустить' }))
    expect(main.askedOf('updates:install')).toHaveLength(1)
  })

  it('say what a wish waits for, and let it be taken back', async () => {
    const main = await open({ phase: { ...ready, isWished: true }, holds: ['call'] })
    expect(screen.getByText('Обновимся до 0.2.0, как только закончится разговор.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Не сейчас' }))
    expect(main.askedOf('updates:put-off')).toHaveLength(1)
  })

  it('follow the download', async () => {
    const main = await open({ phase: { kind: 'downloading', release, bytes: 0 } })
    act(() => {
      main.send('updates:state-changed', state({ phase: { kind: 'downloading', release, bytes: 52_428_800 } }))
    })
    expect(await screen.findByText(/скачано 50\sМБ из 100\sМБ/)).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: 'Сколько скачано' }).getAttribute('aria-valuenow')).toBe('50')
  })

  it.each(UPDATES_OFF)('say why there are none: %s', async (why) => {
    await open({ phase: { kind: 'off', why }, source: null })
    expect(screen.queryByRole('button')).toBeNull()
    expect(screen.getByRole('status').textContent).not.toContain('updates.off')
  })

  it('have a sentence for everything that goes wrong', async () => {
    const main = await open({})
    for (const result of UPDATE_TROUBLES) {
      act(() => {
        main.send('updates:state-changed', state({ lastCheck: { atMs: 0, result, version: '0.2.0' } }))
      })
      const text = screen.getByRole('alert').textContent
      expect(text).toMatch(/^[А-ЯO].+\.$/)
      expect(text).not.toContain('{{')
    }
  })
})

it('[I3] a version that was taken back is named', async () => {
  await open({ didNotStart: '0.2.0' })
  expect(screen.getByText('Версия 0.2.0 здесь не запустилась, поэтому работает прежняя.')).toBeTruthy()
})
