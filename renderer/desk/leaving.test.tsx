// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { DEFAULT_DISTRIBUTION } from '#shared/domain/distribution'

import { DistributionForm } from '../features/admin/ui/DistributionForm'
import { FakeMain } from '../testing/fake-main'
import { show } from '../testing/show'
import { createDeskStore, type DeskStore } from './desk.store'
import { useLeaving } from './use-leaving'
import { usePlaces } from './use-places'

// The window asks the bridge that it met first.
const main = new FakeMain()
  .install()
  .answer('app:set-unsaved', () => null)
  .answer('app:leave', () => null)
let desk: DeskStore
const onSave = vi.fn(async () => true)

beforeEach(() => {
  main.asked.length = 0
  desk = createDeskStore()
  desk.openSettings('distribution')
  onSave.mockReset().mockResolvedValue(true)
})
afterEach(cleanup)

/** The settings with one real form, and the ways out of them. */
function Settings() {
  const places = usePlaces(desk)
  useLeaving()
  return (
    <>
      <button type="button" onClick={() => places.goTo('chats')}>
        чаты
      </button>
      <button type="button" onClick={() => places.openSettings('hours')}>
        расписание
      </button>
      <DistributionForm distribution={DEFAULT_DISTRIBUTION} isBusy={false} onSave={onSave} />
    </>
  )
}

const press = (name: string) =>
  act(async () => {
    fireEvent.click(await screen.findByRole('button', { name }))
  })
const pressSave = () =>
  act(async () => {
    const dialog = await screen.findByRole('dialog', { name: 'Сохранить изменения?' })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Сохранить' }))
  })
const place = () => {
  const { page, settingsSection } = desk.store.getState()
  return `${page} ${settingsSection}`
}

async function changed() {
  await show(<Settings />)
  await act(async () => {
    fireEvent.click(screen.getByRole('switch', { name: 'Автоматическое распределение' }))
  })
}

describe('leaving settings that are not saved', () => {
  it('[A17] nothing changed: goes without a question', async () => {
    await show(<Settings />)
    await press('чаты')
    expect(place()).toBe('chats distribution')
  })

  it('[A17] another place of the rail: asks, saves, goes', async () => {
    await changed()
    await press('чаты')
    expect(place()).toBe('settings distribution')
    await pressSave()
    expect(onSave).toHaveBeenCalledWith({ ...DEFAULT_DISTRIBUTION, isAutomatic: true })
    expect(place()).toBe('chats distribution')
  })

  it('[A17] another section: stays, then goes without saving', async () => {
    await changed()
    await press('расписание')
    await press('Остаться')
    expect(place()).toBe('settings distribution')
    await press('расписание')
    await press('Не сохранять')
    expect(place()).toBe('settings hours')
    expect(onSave).not.toHaveBeenCalled()
  })

  it('[A17] what the hub did not take keeps the person there', async () => {
    onSave.mockResolvedValue(false)
    await changed()
    await press('чаты')
    await pressSave()
    expect(onSave).toHaveBeenCalledOnce()
    expect(place()).toBe('settings distribution')
  })

  it.each(['close', 'quit'] as const)('[A17] main is told, and asks before it goes on: %s', async (how) => {
    await changed()
    expect(main.askedOf('app:set-unsaved')).toEqual([{ hasUnsaved: true }])
    act(() => {
      main.send('app:leave-requested', { how })
    })
    await screen.findByRole('dialog', { name: 'Сохранить изменения?' })
    expect(main.askedOf('app:leave')).toEqual([])
    await press('Не сохранять')
    expect(main.askedOf('app:leave')).toEqual([{ how }])
    await waitFor(() => {
      expect(main.askedOf('app:set-unsaved')).toEqual([{ hasUnsaved: true }, { hasUnsaved: false }])
    })
  })
})
