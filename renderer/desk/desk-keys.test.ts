import { expect, it } from 'vitest'

import { CALL_KEYS } from '../features/calls'
import { chatShortcuts } from '../features/chats'
import { DESK_KEYS } from './desk-keys'

it('[L2] no two actions share a key', () => {
  const keys = [...Object.entries(chatShortcuts), ...Object.entries(CALL_KEYS), ...Object.entries(DESK_KEYS)]
  const shared = keys.filter(([name, key]) => keys.some(([other, same]) => same === key && other !== name))
  expect(shared).toEqual([])
})
