import { describe, expect, it } from 'vitest'

import { originOf, plainName, SITE_TEXT_LENGTH, textRefusal } from './site-chat'

describe('what a visitor may say', () => {
  it('[M23] nothing to see is nothing said, whatever invisible letters it is made of', () => {
    for (const text of ['', ' \n\t', '\u200B\u200D\u2060', '\u202E\u2066', '\u3164', '\uFEFF', '\u2800'])
      expect(textRefusal(text)).toBe('empty')
  })

  it('[M23] a text is counted in characters: emoji are one each', () => {
    expect(textRefusal('😀'.repeat(SITE_TEXT_LENGTH))).toBeNull()
    expect(textRefusal('я'.repeat(SITE_TEXT_LENGTH + 1))).toBe('tooLong')
    expect(textRefusal('я'.repeat(100_000))).toBe('tooLong')
  })

  it('[M23] letters that join others are kept with them', () => {
    expect(textRefusal('👨‍👩‍👧')).toBeNull()
  })
})

describe('names and sites', () => {
  it('[C1] a name cannot turn the line round or break it', () => {
    expect(plainName('Анна\u202Egpj.exe\nПетрова\u0000')).toBe('Анна gpj.exe Петрова')
    expect(plainName('я'.repeat(500))).toHaveLength(120)
  })

  it('[M17] a site is what browsers call its origin', () => {
    expect(originOf('https://Company.ru/vacancies?x=1')).toBe('https://company.ru')
    expect(originOf('https://company.ru:443')).toBe('https://company.ru')
    expect(originOf('http://localhost:8080/')).toBe('http://localhost:8080')
    for (const wrong of ['company.ru', 'javascript:alert(1)', 'https://', '*', 'https://a b', 'https://u@h.ru', '"; x'])
      expect(originOf(wrong)).toBeNull()
  })
})
