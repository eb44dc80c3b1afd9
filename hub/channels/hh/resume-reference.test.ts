import { describe, expect, it } from 'vitest'

import { resumeIdOf } from './resume-reference'

const id = '0a1b2c3d0000a1b2c30039ed1f6c61626364ef'

describe('what is pasted for a résumé', () => {
  it('[M2] is read in any usual form', () => {
    for (const pasted of [
      id,
      `  ${id}\n`,
      `https://hh.ru/resume/${id}`,
      `https://hh.ru/resume/${id}/`,
      `https://spb.hh.ru/resume/${id}?query=%D0%BF&hhtmFrom=resume_search_result`,
      `http://m.hh.ru/resume/${id}#contacts`,
      `hh.ru/resume/${id}`,
      `resume/${id}`,
      `Посмотри: https://hh.ru/resume/${id}, хороший`,
      `<https://hh.ru/resume/${id}>`,
    ])
      expect(resumeIdOf(pasted), pasted).toBe(id)
  })

  it('[M2] is refused where it names no résumé', () => {
    for (const pasted of [
      '',
      'Кузнецова Анна',
      'https://hh.ru/',
      'https://hh.ru/vacancy/93353083',
      `https://hh.ru/employer/${id}`,
      `https://hh.ru/resume/${id}xyz`,
      'https://hh.ru/resume/abc',
      `https://hh.ru/resume/${'a'.repeat(65)}`,
      `https://hh.ru/search/resume?text=${id}`,
      '79161234567890123456789x',
    ])
      expect(resumeIdOf(pasted), pasted).toBeNull()
  })
})
