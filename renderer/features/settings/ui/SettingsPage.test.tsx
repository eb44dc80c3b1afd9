// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import type { AgentRole } from '#shared/domain/agent'

import { demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { show } from '../../../testing/show'
import { SettingsPage } from './SettingsPage'

const TEAM_DESK = `?cache=otklik-desk-${'0'.repeat(24)}`

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

async function sectionsFor(role: AgentRole, search: string): Promise<readonly string[]> {
  history.replaceState(null, '', `/${search}`)
  const rows = demoRows(0)
  const data = new FakeDeskData({ ...rows, me: { ...rows.me, role } })
  await show(<SettingsPage section="look" onSection={vi.fn()} />, { data })
  await screen.findByRole('button', { name: 'Вид и язык' })
  return screen.getAllByRole('button').map((button) => button.textContent)
}

it('offers whoever signed in as an agent none of the settings of the company', async () => {
  const sections = await sectionsFor('agent', TEAM_DESK)
  expect(sections).toContain('Вид и язык')
  for (const name of ['Каналы', 'Сотрудники и группы', 'Шаблоны']) expect(sections).not.toContain(name)
})

it('offers a supervisor the templates, and neither channels nor people', async () => {
  const sections = await sectionsFor('supervisor', TEAM_DESK)
  expect(sections).toContain('Шаблоны')
  for (const name of ['Каналы', 'Сотрудники и группы']) expect(sections).not.toContain(name)
})

it('offers the person of this computer’s own hub all of it, whatever stands in the list of people', async () => {
  const sections = await sectionsFor('agent', '')
  for (const name of ['Каналы', 'Сотрудники и группы', 'Шаблоны']) expect(sections).toContain(name)
})

it('keeps the section that is shown in sight when the list of sections becomes a row', async () => {
  const resized: (() => void)[] = []
  vi.stubGlobal(
    'ResizeObserver',
    class extends ResizeObserver {
      constructor(onResize: ResizeObserverCallback) {
        super(onResize)
        resized.push(() => {
          onResize([], this)
        })
      }
    },
  )
  await show(<SettingsPage section="look" onSection={vi.fn()} />, { data: new FakeDeskData(demoRows(0)) })
  const shown = await screen.findByRole('button', { name: 'Вид и язык' })
  const scroll = vi.spyOn(shown, 'scrollIntoView')
  act(() => {
    for (const each of resized) each()
  })
  expect(scroll).toHaveBeenCalledOnce()
})
