// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { HubConnection } from '#shared/contract/ipc/hub'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { SupervisorPage } from './SupervisorPage'

beforeEach(async () => {
  new FakeMain().answer('hub:get-connection', () => ({ kind: 'starting' }) satisfies HubConnection).install()
  await show(<SupervisorPage onOpenChat={() => undefined} />)
})
afterEach(cleanup)

/** The reports have a row of this name within. */
const views = () => within(screen.getAllByRole('radiogroup', { name: 'Что показать' })[0]!).getAllByRole('radio')
const shown = () => views().findIndex((view) => (view as HTMLInputElement).checked)
const press = (code: 'PageDown' | 'PageUp') => fireEvent.keyDown(window, { code, ctrlKey: true })

describe('[L2] [V1] the views of supervision, without a mouse', () => {
  it('are walked both ways, past the last comes the first', () => {
    const count = views().length
    const walked = Array.from({ length: count }, () => {
      expect(press('PageDown')).toBe(false)
      return shown()
    })
    expect(walked).toEqual([1, 2, 3, 4, 0])
    press('PageUp')
    expect(shown()).toBe(count - 1)
  })

  it('whose focus is in a view that goes finds it at the one that comes', async () => {
    press('PageDown')
    press('PageDown')
    const controls = screen.getByRole('region', { name: 'Надзор' }).querySelectorAll<HTMLElement>('button, input')
    const behind = [...controls].at(-1)
    behind?.focus()
    expect(views()).not.toContain(document.activeElement)
    expect(document.activeElement).toBe(behind)
    press('PageDown')
    await waitFor(() => {
      expect(document.activeElement).toBe(views()[3])
    })
  })

  it('whose focus is elsewhere keeps it', async () => {
    const elsewhere = document.body.appendChild(document.createElement('button'))
    elsewhere.focus()
    press('PageDown')
    await waitFor(() => {
      expect(shown()).toBe(1)
    })
    expect(document.activeElement).toBe(elsewhere)
    elsewhere.remove()
  })

  it('stay while a dialog waits for an answer', () => {
    const dialog = document.body.appendChild(document.createElement('div'))
    dialog.setAttribute('role', 'dialog')
    expect(press('PageDown')).toBe(true)
    expect(shown()).toBe(0)
    dialog.remove()
  })
})
