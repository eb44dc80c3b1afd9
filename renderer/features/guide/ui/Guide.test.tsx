// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import { show } from '../../../testing/show'
import { closeGuide, guideStore, openGuide } from '../model/guide.store'
import { Guide } from './Guide'

afterEach(() => {
  cleanup()
  closeGuide()
})

it('[L1] shows the tasks of a page in the person’s language and goes where a link leads', async () => {
  openGuide({ page: 'recruiter', task: null })
  await show(<Guide />, { language: 'ru' })
  const text = await screen.findByRole('region', { name: 'Подбор: отклики, этапы, приглашения' })
  expect(within(text).getByRole('heading', { name: 'Пригласить на вакансию' })).toBeTruthy()
  fireEvent.click(within(text).getByRole('button', { name: 'воронка' }))
  expect(guideStore.getState().place).toEqual({ page: 'supervisor', task: 'funnel' })
  expect(await screen.findByRole('region', { name: 'Надзор и отчёты' })).toBeTruthy()
})

it('[L1] is complete in English', async () => {
  openGuide()
  await show(<Guide />, { language: 'en' })
  const contents = await screen.findByRole('navigation', { name: 'Tasks' })
  fireEvent.click(within(contents).getByRole('button', { name: 'Calls' }))
  expect(await screen.findByRole('region', { name: 'Calls' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Transfer a call' }))
  expect(guideStore.getState().place).toEqual({ page: 'calls', task: 'transfer-call' })
})
