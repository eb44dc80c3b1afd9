// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import { show } from '../testing/show'
import { Rail } from './Rail'

afterEach(cleanup)

it('counts the missed calls that nobody has looked at, beside unread and queue', async () => {
  await show(
    <Rail
      page="chats"
      unread={3}
      counts={{ mine: 0, later: 0, queue: 1 }}
      missed={2}
      me={null}
      isPainted={false}
      sync="online"
      onPage={vi.fn()}
      phoneState={null}
    />,
  )
  const link = screen.getByRole('link', { name: 'Звонки, 2 пропущенных звонка' })
  expect(link.textContent).toBe('2')
})
