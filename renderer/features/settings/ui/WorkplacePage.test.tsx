// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { CacheState } from '#shared/contract/ipc/cache'
import type { PolicyState } from '#shared/contract/ipc/policy'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'

/** The screens keep what they heard of main; each test has them anew. */
beforeEach(() => {
  vi.resetModules()
  Object.defineProperty(navigator, 'storage', {
    configurable: true,
    value: { estimate: async () => ({ usage: 1_234_000_000, quota: 9_000_000_000 }) },
  })
})
afterEach(cleanup)

interface World {
  readonly encryptCache?: boolean
  readonly cache?: CacheState
  readonly start?: string
  readonly locked?: readonly ('workplace.encryptCache' | 'workplace.startWithComputer' | 'workplace.keepDays')[]
  readonly refusal?: string
}

async function showPage({
  encryptCache = false,
  locked = [],
  refusal,
  start = 'off',
  cache,
}: World): Promise<FakeMain> {
  let settings: object = { encryptCache, keep: { days: 0, thousands: 1_000 } }
  const main = new FakeMain()
    .answer('app:get-settings', () => settings)
    .answer('app:change-settings', (change) => {
      settings = { ...settings, ...(change as object) }
      return { ok: true, value: settings }
    })
    .answer('signIn:get-state', () => ({ place: 'alone', url: null, name: null, toEmpty: [], leftBehind: [] }))
    .answer('moving:get-state', () => ({ isMoved: false }))
    .answer('hub:get-connection', () => ({ kind: 'restarting' }))
    .answer('autoStart:get-state', () => start)
    .answer('autoStart:set', () =>
      refusal === undefined ? { ok: true, value: 'on' } : { ok: false, error: { detail: refusal } },
    )
    .answer('cache:get-state', () => cache ?? ({ form: 'plain', canKeepKey: true } satisfies CacheState))
    .answer('cache:apply-now', () => null)
    .answer(
      'policy:get-state',
      () =>
        ({
          places: [],
          problems: [],
          managed: locked.map((key) => ({ key, rule: 'locked', value: true, waits: false })),
        }) satisfies PolicyState,
    )
    .install()
  const { WorkplacePage } = await import('./WorkplacePage')
  await show(<WorkplacePage />)
  await screen.findByRole('switch', { name: 'Шифровать переписку' })
  return main
}

const encryption = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Шифровать переписку' })
const autoStart = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Запускать вместе с компьютером' })

describe('[I9] the encryption of the cache', () => {
  it('is wished by the switch, and done when the desk opens anew', async () => {
    const main = await showPage({})
    expect(screen.getByText(/защитит только шифрование диска/)).toBeTruthy()
    fireEvent.click(encryption())
    await screen.findByText('Изменится, когда Otklik откроется заново.')
    expect(main.askedOf('app:change-settings')).toEqual([{ encryptCache: true }])
    fireEvent.click(screen.getByRole('button', { name: 'Открыть заново' }))
    expect(main.askedOf('cache:apply-now')).toHaveLength(1)
  })

  it('says plainly that no key can be kept, and is not offered then', async () => {
    await showPage({ cache: { form: 'plain', canKeepKey: false } })
    expect(screen.getByText(/негде хранить ключ/)).toBeTruthy()
    expect(encryption().disabled).toBe(true)
    cleanup()
    vi.resetModules()
    // Whoever wished it on another computer, or before the keyring went, can take it back.
    await showPage({ encryptCache: true, cache: { form: 'plain', canKeepKey: false } })
    expect(encryption().disabled).toBe(false)
    expect(screen.queryByText('Изменится, когда Otklik откроется заново.')).toBeNull()
  })

  it('of a keyring that does not answer is neither on nor off', async () => {
    await showPage({ encryptCache: true, cache: { form: 'away', canKeepKey: false } })
    expect(screen.getByText(/сейчас не отвечает/)).toBeTruthy()
    expect(screen.queryByText(/негде хранить ключ/)).toBeNull()
  })

  it('[I2] that the company has locked is shown as that', async () => {
    await showPage({
      encryptCache: true,
      cache: { form: 'sealed', canKeepKey: true },
      locked: ['workplace.encryptCache'],
    })
    await screen.findByText('Задано вашей организацией')
    expect([encryption().checked, encryption().disabled, autoStart().disabled]).toEqual([true, true, false])
  })
})

describe('[I1] the start with the computer', () => {
  it('is what the system says', async () => {
    const main = await showPage({})
    expect(autoStart().checked).toBe(false)
    fireEvent.click(autoStart())
    await waitFor(() => {
      expect(autoStart().checked).toBe(true)
    })
    expect(main.askedOf('autoStart:set')).toEqual([{ isOn: true }])
  })

  it.each([
    ['heldBack', /в настройках системы он выключен/, false],
    ['needsApproval', /macOS ждёт разрешения/, true],
  ])('%s says where the last word is', async (start, words, isOn) => {
    await showPage({ start })
    expect(screen.getByText(words)).toBeTruthy()
    expect(autoStart().checked).toBe(isOn)
  })

  it('that the system refuses stays as it is, with the reason', async () => {
    await showPage({ refusal: 'EACCES' })
    fireEvent.click(autoStart())
    expect((await screen.findByRole('alert')).textContent).toBe(
      'Система не дала изменить автозапуск (EACCES). Попросите администратора.',
    )
    expect(autoStart().checked).toBe(false)
  })

  it('[I2] that the company has locked is shown as that', async () => {
    await showPage({ start: 'on', locked: ['workplace.startWithComputer'] })
    await screen.findByText('Задано вашей организацией')
    expect([autoStart().checked, autoStart().disabled]).toEqual([true, true])
  })
})

describe('how much of the chats stays here', () => {
  const select = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name })

  it('[O3] is chosen by age and by number, each without touching the other', async () => {
    const main = await showPage({})
    await screen.findByText(/занимают на этом компьютере 1.234 МБ/)
    expect(select('Хранить на компьютере сообщения').selectedOptions[0]?.text).toBe('любой давности')
    fireEvent.change(select('Хранить на компьютере сообщения'), { target: { value: '90' } })
    await waitFor(() => {
      expect(select('Хранить на компьютере сообщения').value).toBe('90')
    })
    expect(screen.getByRole('option', { name: 'за 90 дней' })).toBeTruthy()
    fireEvent.change(select('Не больше'), { target: { value: '100' } })
    await waitFor(() => {
      expect(select('Не больше').value).toBe('100')
    })
    expect(screen.getByRole('option', { name: /^100.000 сообщений$/ })).toBeTruthy()
    expect(main.askedOf('app:change-settings')).toEqual([
      { keep: { days: 90, thousands: 1_000 } },
      { keep: { days: 90, thousands: 100 } },
    ])
  })

  it('[I2] that the company has locked is shown as that', async () => {
    await showPage({ locked: ['workplace.keepDays'] })
    await screen.findByText('Задано вашей организацией')
    expect([select('Хранить на компьютере сообщения').disabled, select('Не больше').disabled]).toEqual([true, false])
  })
})
