import { describe, expect, it } from 'vitest'

import { Outbox } from './outbox'
import { browserMemory, type Memory } from './storage'
import { placeOf } from './visitor-key'
import { fill, languageOf } from './words'

function memory(start: Record<string, string> = {}): Memory {
  const kept = new Map(Object.entries(start))
  return {
    get: (name) => kept.get(name) ?? null,
    set(name, value) {
      if (value === null) kept.delete(name)
      else kept.set(name, value)
    },
  }
}

const KEY = 'k'.repeat(43)
const CHANNEL = '0199d000-0000-7000-8000-000000000001'
const fillRandom = (bytes: Uint8Array) => bytes.fill(255)

describe('who speaks on the page', () => {
  it('[M2] a link’s key comes behind the hash once and is remembered', () => {
    const kept = memory()
    expect(placeOf({ pathname: '/portal/', hash: `#${KEY}` }, kept, fillRandom)).toEqual({ channelId: null, key: KEY })
    expect(placeOf({ pathname: '/portal/', hash: '' }, kept, fillRandom)).toEqual({ channelId: null, key: KEY })
    expect(placeOf({ pathname: '/portal/', hash: '#обрывок' }, kept, fillRandom).key).toBeNull()
    expect(placeOf({ pathname: '/portal/', hash: '' }, memory(), fillRandom).key).toBeNull()
  })

  it('[M17] the icon’s page makes 256 bits for itself, one key a channel', () => {
    const kept = memory()
    const address = { pathname: `/portal/frame/${CHANNEL}`, hash: '' }
    const made = placeOf(address, kept, fillRandom)
    expect(made).toEqual({ channelId: CHANNEL, key: `${'_'.repeat(42)}8` })
    expect(placeOf(address, kept, (bytes) => bytes.fill(1))).toEqual(made)
    expect(placeOf(address, memory({ [`otklik.key.${CHANNEL}`]: 'испорчен' }), fillRandom)).toEqual(made)
  })

  it('[M17] goes on where the browser shuts its storage', () => {
    const shut = browserMemory(() => {
      throw new DOMException('shut', 'SecurityError')
    })
    shut.set('a', '1')
    expect(shut.get('a')).toBe('1')
    shut.set('a', null)
    expect(shut.get('a')).toBeNull()
  })
})

describe('what was written and not yet taken', () => {
  const item = (id: string) => ({
    id,
    conversationId: 'c',
    content: { kind: 'text', text: id } as const,
    atMs: 1,
    refused: null,
  })

  it('[M23] outlives the page, in order, each once', () => {
    const kept = memory()
    const outbox = new Outbox(kept, 'outbox')
    outbox.add(item('1'))
    outbox.add(item('2'))
    outbox.add(item('1'))
    const next = new Outbox(kept, 'outbox')
    expect(next.items.map(({ id }) => id)).toEqual(['2', '1'])
    expect(next.next?.id).toBe('2')
    next.refuse('2', 'tooLong')
    expect(next.next?.id).toBe('1')
    next.remove('1')
    next.remove('2')
    expect(kept.get('outbox')).toBeNull()
  })

  it('[M23] is empty where the storage holds something else', () => {
    for (const odd of ['', '{', '[1]', '{"a":1}']) expect(new Outbox(memory({ o: odd }), 'o').items).toEqual([])
  })
})

it('[L1] speaks Russian to whoever reads it, and English to everybody else', () => {
  expect(['ru', 'ru-RU', 'kk-KZ', 'be', 'en-US', 'de', ''].map(languageOf)).toEqual([
    'ru',
    'ru',
    'ru',
    'ru',
    'en',
    'en',
    'en',
  ])
  expect(fill('{n} из {max}{что}', { n: 1, max: 2 })).toBe('1 из 2{что}')
})
