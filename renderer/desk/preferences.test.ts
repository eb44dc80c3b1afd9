import { describe, expect, it } from 'vitest'

import { keepPreferences, readPreferences } from './preferences'

function storage(text: string | null = null) {
  let held = text
  return { getItem: () => held, setItem: (_key: string, value: string) => void (held = value) }
}
const dark = { language: 'en', theme: 'dark', density: 'compact', contextOpen: false, listWidth: 300 } as const

describe('the remembered look', () => {
  it('comes back as it was kept', () => {
    const kept = storage()
    keepPreferences(kept, dark)
    expect(readPreferences(kept)).toEqual({ known: true, value: dark })
  })

  it('is unknown in a new profile and after damage', () => {
    expect([readPreferences(storage()).known, readPreferences(storage('{')).known]).toEqual([false, false])
  })

  it('replaces what does not fit by its default', () => {
    expect(readPreferences(storage(JSON.stringify({ ...dark, theme: 'pink', listWidth: 'wide' }))).value).toEqual({
      ...dark,
      theme: 'system',
      listWidth: 328,
    })
  })
})
