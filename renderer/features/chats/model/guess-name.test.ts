import { describe, expect, it } from 'vitest'

import { guessName } from './guess-name'

describe('[C1] what a shown name is made of', () => {
  it.each([
    ['Петрова Анна Сергеевна', 'Петрова', 'Анна', 'Сергеевна'],
    ['Анна Сергеевна Петрова', 'Петрова', 'Анна', 'Сергеевна'],
    ['Анна Ковалёва', 'Ковалёва', 'Анна', ''],
    ['Ковалёва Анна', 'Ковалёва', 'Анна', ''],
    ['Марина Петрова', 'Петрова', 'Марина', ''],
    ['Анна Сергеевна', '', 'Анна', 'Сергеевна'],
    ['Ольга', '', 'Ольга', ''],
    ['Мамедов Али Гасан оглы', 'Мамедов', 'Али', 'Гасан оглы'],
    ['  ', '', '', ''],
  ])('%s', (shown, lastName, firstName, patronymic) => {
    expect(guessName(shown)).toEqual({ lastName, firstName, patronymic })
  })
})
