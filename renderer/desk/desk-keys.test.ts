import { expect, it } from 'vitest'

import { CALL_KEYS } from '../features/calls'
import { chatShortcuts } from '../features/chats'
import { SUPERVISOR_KEYS } from '../features/supervisor'
import { DESK_KEYS } from './desk-keys'

it('[L2] no two actions share a key', () => {
  // Escape leaves whatever is on top.
  const supervisor = { bigScreen: SUPERVISOR_KEYS.bigScreen }
  const keys = [chatShortcuts, CALL_KEYS, DESK_KEYS, supervisor].flatMap((each) => Object.entries<string>(each))
  const shared = keys.filter(([name, key]) => keys.some(([other, same]) => same === key && other !== name))
  expect(shared).toEqual([])
})
