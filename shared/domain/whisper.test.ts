import { expect, it } from 'vitest'

import type { AgentRole } from './agent'
import type { AgentId } from './ids'
import type { MessageContent } from './message'
import { canWhisper, maySee, type Reader } from './whisper'

const person = (id: string, role: AgentRole): Reader => ({ id: id as AgentId, role })
const anna = person('anna', 'agent')
const boris = person('boris', 'agent')
const vera = person('vera', 'supervisor')
const olga = person('olga', 'administrator')

const note = { kind: 'note', text: 'Спросите про график', mentions: [anna.id] } as const
const whisper: MessageContent = { ...note, between: [vera.id, anna.id] }

it('[V2] a whisper is seen by the two whom it is between and by supervisors, a comment by everybody', () => {
  expect([anna, boris, vera, olga].filter((who) => maySee(whisper, who))).toEqual([anna, vera, olga])
  expect([anna, boris, vera, olga].filter((who) => maySee(note, who))).toEqual([anna, boris, vera, olga])
  expect(maySee({ kind: 'text', text: 'Здравствуйте' }, boris)).toBe(true)
})

it('[V2] one of the two has to be a supervisor, and nobody whispers to themselves', () => {
  expect(canWhisper(vera, anna)).toBe(true)
  expect(canWhisper(anna, vera)).toBe(true)
  expect(canWhisper(anna, olga)).toBe(true)
  expect(canWhisper(anna, boris)).toBe(false)
  expect(canWhisper(vera, vera)).toBe(false)
})
