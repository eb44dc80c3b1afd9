// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { Settings } from '#shared/contract/ipc/app'
import type { PolicyState } from '#shared/contract/ipc/policy'
import { ok } from '#shared/lib/result'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { usualSettings } from '../testing/usual-settings'

beforeEach(() => {
  vi.resetModules()
})
afterEach(cleanup)

async function open(policy: PolicyState['managed'] = []) {
  let settings: Settings = usualSettings
  let canPlay = true
  const main = new FakeMain()
    .answer('app:get-settings', () => settings)
    .answer('policy:get-state', () => ({ places: [], managed: policy, problems: [] }) satisfies PolicyState)
    .answer('app:change-settings', (part) => {
      settings = { ...settings, ...(part as Partial<Settings>) }
      return ok(settings)
    })
    .answer('devices:try-tune', () => canPlay)
    .answer('devices:try-ring', () => canPlay)
    .install()
  const { EventSoundsSection } = await import('./EventSoundsSection')
  await show(<EventSoundsSection />)
  await screen.findByRole('heading', { name: 'Звуки' })
  return {
    main,
    now: () => settings,
    breakSound: () => {
      canPlay = false
    },
  }
}

/** Each box has a list of its own, of which the others are hidden. */
async function choose(event: string, tune: string): Promise<void> {
  const box = screen.getByRole('combobox', { name: event })
  fireEvent.click(box)
  const list = document.getElementById(box.getAttribute('aria-controls') ?? '')
  if (!list) throw new Error(`«${event}» has no list`)
  fireEvent.click(await within(list).findByRole('option', { name: tune, hidden: true }))
}

const ASSIGNED = 'Обращение назначено или передано'

it('[N3] a sound is chosen for one event, heard at once, and the others stay', async () => {
  const { main, now } = await open()
  await choose(ASSIGNED, 'Капля')
  await waitFor(() => {
    expect(now().tunes).toEqual({ ...usualSettings.tunes, assigned: 'drop' })
  })
  expect(main.askedOf('devices:try-tune')).toEqual([{ tune: 'drop' }])
  await choose(ASSIGNED, 'Без звука')
  await waitFor(() => {
    expect(now().tunes.assigned).toBe('none')
  })
  expect(main.askedOf('devices:try-tune')).toHaveLength(1)
  expect(screen.getByRole('button', { name: `Послушать: ${ASSIGNED}` })).toHaveProperty('disabled', true)
})

it('[N3] a sound is tried out by its button; one that cannot be played says so', async () => {
  const { main, breakSound } = await open()
  fireEvent.click(screen.getByRole('button', { name: `Послушать: ${ASSIGNED}` }))
  await waitFor(() => {
    expect(main.askedOf('devices:try-tune')).toEqual([{ tune: 'bell' }])
  })
  expect(screen.queryByRole('alert')).toBeNull()
  breakSound()
  fireEvent.click(screen.getByRole('button', { name: `Послушать: ${ASSIGNED}` }))
  expect(await screen.findByRole('alert')).toBeTruthy()
})

const RING = 'Чем звонит'

it('[N6] the ring of a call is chosen, heard at once and again; the sounds of events stay', async () => {
  const { main, now, breakSound } = await open()
  await choose(RING, 'Низкий')
  await waitFor(() => {
    expect(now()).toEqual({ ...usualSettings, ring: 'low' })
  })
  fireEvent.click(screen.getByRole('button', { name: `Послушать: ${RING}` }))
  expect(main.askedOf('devices:try-ring')).toEqual([{ ring: 'low' }, { ring: 'low' }])
  expect(main.askedOf('devices:try-tune')).toEqual([])
  breakSound()
  fireEvent.click(screen.getByRole('button', { name: `Послушать: ${RING}` }))
  expect(await screen.findByRole('alert')).toBeTruthy()
})

it('[N6] with the ring switched off there is nothing to choose, and what was chosen is kept', async () => {
  const { now } = await open()
  fireEvent.click(screen.getByRole('switch', { name: 'Звук входящего звонка' }))
  await waitFor(() => {
    expect(screen.getByRole('combobox', { name: RING })).toHaveProperty('disabled', true)
  })
  expect(now().ring).toBe(usualSettings.ring)
})

it('[I2] the ring that the company has locked is not offered', async () => {
  await open([{ key: 'notices.ring', rule: 'locked', value: 'bells', waits: false }])
  await waitFor(() => {
    expect(screen.getByRole('combobox', { name: RING })).toHaveProperty('disabled', true)
  })
})

it('[N6] all are muted at once, and come back as they were chosen', async () => {
  const { now } = await open()
  const all = screen.getByRole('switch', { name: 'Звуки Otklik' })
  fireEvent.click(all)
  await waitFor(() => {
    expect(now().hasSounds).toBe(false)
  })
  for (const box of screen.getAllByRole('combobox')) expect(box).toHaveProperty('disabled', true)
  await screen.findByText(/^Звонок и события будут видны, но не слышны/)
  fireEvent.click(all)
  await waitFor(() => {
    expect(now()).toEqual(usualSettings)
  })
})

it('[I2] what the company has locked is not offered', async () => {
  await open([{ key: 'tune.queue', rule: 'locked', value: 'drop', waits: false }])
  const queue = await screen.findByRole('combobox', { name: 'Сообщение или отклик в очереди' })
  await waitFor(() => {
    expect(queue).toHaveProperty('disabled', true)
  })
  const section = screen.getByRole('region', { name: 'Звуки' })
  expect(within(section).getAllByText('Задано вашей организацией')).toHaveLength(1)
})
