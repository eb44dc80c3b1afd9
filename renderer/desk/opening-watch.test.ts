import { describe, expect, it } from 'vitest'

import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Present } from '#shared/domain/present'

import type { IncomingMessage, NewsKind } from '../data/desk-data'
import { KeyedValues } from '../sync/keyed-values'
import { OpeningWatch } from './opening-watch'

const chat = 'chat' as ChatId
const me = 'me' as AgentId
const colleague = 'colleague' as AgentId
const giver = 'giver' as AgentId

const news = (kind: NewsKind): IncomingMessage => ({ kind, chat: { id: chat } }) as unknown as IncomingMessage

function setUp(there: readonly AgentId[] = []) {
  const present = new KeyedValues<ChatId, readonly Present[]>()
  const arrive = (...who: readonly AgentId[]): void => {
    present.set(
      chat,
      who.map((agentId) => ({ agentId, isWriting: false })),
    )
  }
  arrive(...there)
  const opened: ChatId[] = []
  const watch = new OpeningWatch({
    observePresent: (id, listener) =>
      present.observe(id, (who) => {
        listener(who ?? [])
      }),
    meId: me,
    onOpened: (id) => opened.push(id),
  })
  return { arrive, opened, watch }
}

describe('[N4] what is told again ends where it is opened', () => {
  it.each(['assigned', 'message', 'response', 'returned', 'late'] as const)('%s: by a colleague', (kind) => {
    const { arrive, opened, watch } = setUp()
    watch.watch(news(kind))
    expect(opened).toEqual([])
    arrive(colleague)
    arrive(colleague, me)
    expect(opened).toEqual([chat])
  })

  it('at another desk of the person, where it was open already, too', () => {
    const { opened, watch } = setUp([me])
    watch.watch(news('assigned'))
    expect(opened).toEqual([chat])
  })

  it('not by whoever had it open when it was told: that one has handed it over', () => {
    const { arrive, opened, watch } = setUp([giver])
    watch.watch(news('assigned'))
    arrive(giver, colleague)
    expect(opened).toEqual([chat])
    watch.watch(news('assigned'))
    arrive(giver)
    arrive()
    arrive(giver)
    expect(opened).toEqual([chat])
  })

  it.each(['mention', 'whisper'] as const)('%s: by the person alone, whom it is said to', (kind) => {
    const { arrive, opened, watch } = setUp()
    watch.watch(news(kind))
    arrive(colleague)
    expect(opened).toEqual([])
    arrive(me)
    expect(opened).toEqual([chat])
  })

  it('and nothing is watched once it was opened here, or the desk is closed', () => {
    const { arrive, opened, watch } = setUp()
    watch.watch(news('assigned'))
    watch.forget(chat)
    arrive(colleague)
    watch.watch(news('assigned'))
    watch.dispose()
    arrive(me)
    expect(opened).toEqual([])
  })
})
