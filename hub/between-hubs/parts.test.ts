import { describe, expect, it } from 'vitest'

import { PartsReader, toParts } from './parts'

const long = 'Отклик на вакансию. '.repeat(2_000)

describe('what hubs say to each other', () => {
  it('goes through notices that PostgreSQL takes, whatever its length', () => {
    const reader = new PartsReader()
    for (const text of ['', 'раз.два', long]) {
      const parts = toParts('a1', btoa(encodeURIComponent(text)))
      expect(parts.every((part) => Buffer.byteLength(part) < 8_000)).toBe(true)
      const heard = parts.map((part) => reader.read(part))
      expect(heard.slice(0, -1).every((said) => said === null)).toBe(true)
      expect(decodeURIComponent(atob(heard.at(-1) ?? '-'))).toBe(text)
    }
  })

  it('is dropped where a part of it was lost, and what comes after is heard', () => {
    const reader = new PartsReader()
    const parts = toParts('a1', 'x'.repeat(20_000))
    expect(reader.read(parts[0] ?? '')).toBeNull()
    expect(reader.read(parts[2] ?? '')).toBeNull()
    expect(reader.read(parts[1] ?? '')).toBeNull()
    expect(reader.read('no part of anything')).toBeNull()
    expect(reader.read(toParts('b2', 'here').join(''))).toBe('here')
  })
})
