import { describe, expect, it } from 'vitest'

import type { QuietSummary } from '#shared/contract/ipc/notices'
import type { ChatId } from '#shared/domain/ids'
import { DEFAULT_QUIET, type Quiet } from '#shared/domain/quiet'
import { ManualClock } from '#shared/lib/manual-clock'
import { QuietWatch, type QuietNotes } from './quiet-watch'

const HOUR = 3_600_000
const [anna, boris] = ['anna' as ChatId, 'boris' as ChatId]

function begin(kept: { notes: QuietNotes } = { notes: { running: null, finished: null } }, clock = new ManualClock()) {
  const state: { quiet: Quiet; told: QuietSummary[] } = {
    quiet: { ...DEFAULT_QUIET, untilMs: clock.now() + HOUR },
    told: [],
  }
  const watch = new QuietWatch({
    quiet: () => state.quiet,
    clock,
    notes: {
      read: () => kept.notes,
      write: (notes) => {
        kept.notes = notes
      },
    },
    onSummary: (summary) => state.told.push(summary),
  })
  return { watch, clock, state, kept }
}

describe('[N7] a quiet stretch', () => {
  it('ends with one summary of what came in which chats', () => {
    const { watch, clock, state } = begin()
    expect(watch.isQuiet()).toBe(true)
    const fromMs = clock.now()
    watch.note({ chatId: anna, name: 'Анна', what: 'message' })
    watch.note({ chatId: anna, name: 'Анна', what: 'message' })
    watch.note({ chatId: boris, name: 'Борис', what: 'mention' })
    watch.note({ chatId: anna, name: 'Анна', what: 'call' })
    watch.note({ chatId: null, name: '', what: 'call' })
    clock.advance(HOUR - 1)
    expect(state.told).toEqual([])
    clock.advance(1)
    const summary = {
      fromMs,
      untilMs: clock.now(),
      calls: 2,
      chats: [
        { chatId: boris, name: 'Борис', messages: 0, mentions: 1, calls: 0 },
        { chatId: anna, name: 'Анна', messages: 2, mentions: 0, calls: 1 },
      ],
    }
    expect(state.told).toEqual([summary])
    clock.advance(24 * HOUR)
    expect(state.told).toHaveLength(1)
    expect([watch.take(), watch.take()]).toEqual([summary, null])
  })

  it('in which nothing came ends without a word', () => {
    const { clock, state, watch } = begin()
    clock.advance(2 * HOUR)
    expect([state.told, watch.take(), watch.isQuiet()]).toEqual([[], null, false])
  })

  it('that is ended by hand tells at once', () => {
    const { watch, state } = begin()
    watch.note({ chatId: anna, name: 'Анна', what: 'message' })
    state.quiet = { ...state.quiet, untilMs: null }
    watch.look()
    expect(state.told).toHaveLength(1)
  })

  it('is remembered over a restart, and told once although it ended meanwhile', () => {
    const first = begin()
    first.watch.note({ chatId: anna, name: 'Анна', what: 'message' })
    first.watch.dispose()
    const clock = new ManualClock(first.clock.now() + 2 * HOUR)
    const second = begin(first.kept, clock)
    second.state.quiet = DEFAULT_QUIET
    second.watch.look()
    expect(second.state.told.length + first.state.told.length).toBe(1)
    second.watch.dispose()
    expect(begin(first.kept, clock).state.told).toEqual([])
  })
})
