import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'

import { afterTold, areSameWords, joinDrafts, NO_WORDS, rebaseTyped, type KeptDraft } from './draft'
import type { ChatId } from './ids'

const chatId = 'chat' as ChatId
const words = fc.record({
  text: fc.oneof(fc.constant(''), fc.constantFrom('Добрый', 'Добрый день', 'завтра в 10', 'а'), fc.string()),
  isNote: fc.boolean(),
})
const kept = (version: number, text: string, isNote = false): KeptDraft => ({ chatId, version, text, isNote })

describe('[M20] a draft at two desks', () => {
  it('is the other desk’s words where this one was not touched, also when they were sent there', () => {
    const known = kept(1, 'Добрый')
    expect(afterTold({ known, here: known, offered: null }, kept(2, 'Добрый день'))).toMatchObject({
      text: 'Добрый день',
    })
    expect(afterTold({ known, here: known, offered: null }, kept(2, ''))).toMatchObject({ text: '' })
  })

  it('stays as it is here when its own words come back, also shorter ones', () => {
    const known = kept(1, 'Добрый день')
    const offered = { chatId, base: 1, text: 'Добрый', isNote: false }
    const here = { text: 'Доб', isNote: false }
    expect(afterTold({ known, here, offered }, kept(2, 'Добрый'))).toBe(here)
  })

  it('keeps what was typed without a network, below what was typed elsewhere', () => {
    const here = { text: 'Добрый день. Завтра в 10?', isNote: false }
    const known = kept(1, 'Добрый')
    expect(afterTold({ known, here, offered: null }, kept(2, 'Звоню вам сейчас')).text).toBe(
      'Звоню вам сейчас\n\nДобрый день. Завтра в 10?',
    )
    expect(afterTold({ known, here, offered: null }, kept(2, '')).text).toBe(here.text)
    expect(afterTold({ known, here, offered: null }, kept(2, 'Добрый день')).text).toBe(here.text)
  })

  it('takes nothing away for a hub that was put back from a backup', () => {
    const known = kept(7, 'Добрый день')
    expect(afterTold({ known, here: known, offered: null }, kept(3, 'Добрый')).text).toBe('Добрый день')
    expect(afterTold({ known, here: known, offered: null }, kept(0, '')).text).toBe('Добрый день')
  })

  it('loses no word of either side that was written since they parted', () => {
    fc.assert(
      fc.property(words, words, words, (base, here, told) => {
        const known = kept(1, base.text, base.isNote)
        const after = afterTold({ known, here, offered: null }, kept(2, told.text, told.isNote))
        if (areSameWords(here, known)) expect(areSameWords(after, told) || areSameWords(after, here)).toBe(true)
        else {
          expect(after.text).toContain(here.text)
          expect(after.text).toContain(told.text)
        }
      }),
      randomRuns(),
    )
  })

  it('never makes words for the client of what was written for colleagues', () => {
    fc.assert(
      fc.property(words, words, (elsewhere, here) => {
        const { text, isNote } = joinDrafts(elsewhere, here)
        if (text !== '' && ((here.text !== '' && here.isNote) || (elsewhere.text !== '' && elsewhere.isNote)))
          expect(isNote).toBe(true)
      }),
      randomRuns(),
    )
  })

  it('leaves in the box what was typed on since it was saved', () => {
    expect(rebaseTyped('Добрый', 'Добрый день', 'Звоню\n\nДобрый')).toBe('Звоню\n\nДобрый день')
    expect(rebaseTyped('', 'А', 'Звоню')).toBe('Звоню\n\nА')
    expect(rebaseTyped('Добрый', '', 'Добрый')).toBe('')
    fc.assert(
      fc.property(fc.string(), fc.string(), (saved, text) => {
        expect(rebaseTyped(saved, saved, text)).toBe(text)
      }),
      randomRuns(),
    )
    expect(NO_WORDS.text).toBe('')
  })
})
