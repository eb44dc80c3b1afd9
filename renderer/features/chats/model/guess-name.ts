import type { ClientCardDraft } from '../../../data/desk-data'

type NameParts = Pick<ClientCardDraft, 'lastName' | 'firstName' | 'patronymic'>

const SURNAME = /(ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|ко|ук|юк|ых|их|ян|дзе|швили|ой|ый|ая)$/i
const PATRONYMIC = /(вич|вна|ична|оглы|кызы)$/i

/** A first guess at what a shown name is made of; the person looks at it before it is kept. */
export function guessName(shown: string): NameParts {
  const words = shown.trim().split(/\s+/).filter(Boolean)
  const [first = '', second = '', ...rest] = words
  if (words.length <= 1) return { lastName: '', firstName: first, patronymic: '' }
  if (words.length === 2) {
    if (PATRONYMIC.test(second)) return { lastName: '', firstName: first, patronymic: second }
    // «Ковалёва Анна» and «Анна Ковалёва» are both written; «Марина» has a surname's ending but stands first.
    const isSurnameFirst = SURNAME.test(first) && !SURNAME.test(second)
    return isSurnameFirst
      ? { lastName: first, firstName: second, patronymic: '' }
      : { lastName: second, firstName: first, patronymic: '' }
  }
  if (PATRONYMIC.test(second)) return { lastName: rest.join(' '), firstName: first, patronymic: second }
  return { lastName: first, firstName: second, patronymic: rest.join(' ') }
}
