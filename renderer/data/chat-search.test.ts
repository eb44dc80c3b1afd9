import { describe, expect, it } from 'vitest'

import { matchesChatSearch, parseChatSearch } from './chat-search'
import { demoRows } from './demo-rows'

const anna = { ...demoRows(0, 1).chats[0]!, clientName: 'Анна Ковалёва', clientPhone: '+79172041833' }

function finds(typed: string): boolean {
  const search = parseChatSearch(typed)
  if (!search) throw new Error('nothing to look for')
  return matchesChatSearch(anna, search)
}

describe('search in the chat list', () => {
  it('has nothing to look for when only spaces were typed', () => {
    expect(parseChatSearch('  ')).toBeNull()
  })

  it.each(['анна', 'КОВАЛЕВА', 'ковалёва анна', 'осло', 'анна диван', '10481'])('finds by words: %s', (typed) => {
    expect(finds(typed)).toBe(true)
  })

  it.each(['+7 917 204', '8 (917) 204-18', '2041833', '1833', '89172041833'])('finds by phone: %s', (typed) => {
    expect(finds(typed)).toBe(true)
  })

  it.each(['анна петрова', '99', '+8 917', '555'])('does not find %s', (typed) => {
    expect(finds(typed)).toBe(false)
  })
})
