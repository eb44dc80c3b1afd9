// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import { show } from '../testing/show'
import { RailPlaces } from './RailPlaces'

afterEach(cleanup)

it('counts the missed calls that nobody has looked at, beside unread and queue', async () => {
  await show(
    <RailPlaces
      page="chats"
      isSupervisor={false}
      unread={3}
      counts={{ mine: 0, later: 0, queue: 1 }}
      missed={2}
      onPage={vi.fn()}
    />,
  )
  const link = screen.getByRole('link', { name: 'Звонки, 2 пропущенных звонка' })
  expect(link.textContent).toBe('2')
})
