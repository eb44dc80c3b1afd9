import { describe, expect, it } from 'vitest'

import type { CallRecord } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'
import type { CallOutcome } from '#shared/domain/message'

import { filterHistory, isMissed, unseenMissed } from './history'

const record = (direction: 'incoming' | 'outgoing', outcome: CallOutcome, isSeen = true): CallRecord => ({
  id: `${direction}-${outcome}-${String(isSeen)}` as CallId,
  chatId: null,
  direction,
  number: '101',
  name: null,
  outcome,
  startedAtMs: 0,
  durationMs: 0,
  isSeen,
})
const OUTCOMES: readonly CallOutcome[] = [
  'answered',
  'missed',
  'declined',
  'busy',
  'noAnswer',
  'cancelled',
  'failed',
  'interrupted',
]

describe('[K18] missed calls', () => {
  it('are the incoming ones that nobody here took or refused', () => {
    expect(OUTCOMES.filter((outcome) => isMissed(record('incoming', outcome)))).toEqual([
      'missed',
      'busy',
      'noAnswer',
      'cancelled',
      'failed',
    ])
    expect(OUTCOMES.filter((outcome) => isMissed(record('outgoing', outcome)))).toEqual([])
  })

  it('are filtered, and the unseen among them found', () => {
    const seen = record('incoming', 'missed')
    const unseen = record('incoming', 'noAnswer', false)
    const other = record('incoming', 'answered', false)
    expect(filterHistory([seen, unseen, other], 'all')).toHaveLength(3)
    expect(filterHistory([seen, unseen, other], 'missed')).toEqual([seen, unseen])
    expect(unseenMissed([seen, unseen, other])).toEqual([unseen])
  })
})
