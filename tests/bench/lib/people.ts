import { seededRandom } from '../../lib/seeded-random'

export interface Person {
  readonly index: number
  readonly lastName: string
  readonly firstName: string
  readonly patronymic: string
  /** Ten digits after +7. */
  readonly phone: string
  readonly caseNumber: number
  readonly vacancy: string
}

const STEMS =
  'Иван Смирн Кузнец Поп Васил Петр Сокол Михайл Новик Федор Мороз Волк Алексе Лебед Семён Егор Павл Козл Степан Никола Орл Андре Макар Никит Захар Зайц Соловь Борис Яковл Григорь Роман Воробь Серге Куз Фрол Александр Дмитри Корол Гус Киселё Иль Максим Поляк Сорок Виноград Коваль Бел Медвед Антон Тарас Жук Баран Филипп Комар Давыд Беля Герасим Богдан Осип Сидор Матве Тит Марк Мирон Крыл Кулик Карп Влас Мельник Денис Гаврил Тихон Казак Афанась Данил Савель Тимофе Фом Чернышё Абрам Мартын Ефим Федот Щербак Назар Калинин Исак Чернь Родион Цветк Хрущё Харитон Журавлё Якуш Ющенк Юдин Эйдман Ёлк Шишк Щукин Чайк Цыган Ухт Подъяч Объедк'.split(
    ' ',
  )
const ENDINGS = ['ов', 'ев', 'ин', 'енко', 'ский'] as const
const MEN =
  'Александр Сергей Дмитрий Алексей Андрей Евгений Михаил Иван Николай Юрий Пётр Илья Артём Семён Фёдор Тимофей Эдуард Вячеслав Игорь Кирилл'.split(
    ' ',
  )
const WOMEN =
  'Юлия Анна Мария Елена Ольга Наталья Екатерина Татьяна Ирина Светлана Ксения Дарья Алёна Людмила Жанна Яна Софья Эльвира Зоя Евгения'.split(
    ' ',
  )
const FATHERS =
  'Александр Сергеев Дмитриев Алексеев Андреев Евгеньев Михайлов Иванов Николаев Юрьев Петров Семёнов Фёдоров Тимофеев Эдуардов'.split(
    ' ',
  )
const VACANCIES =
  'Водитель-курьер|Продавец-кассир|Сварщик НАКС|Повар горячего цеха|Менеджер по продажам|Кладовщик|Оператор call-центра|Упаковщик'.split(
    '|',
  )

/** The same people for the same seed. Surnames, names and patronymics are drawn apart: some people share all three. */
export function generatePeople(count: number): readonly Person[] {
  const random = seededRandom(20_260)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return Array.from({ length: count }, (_, index): Person => {
    const isWoman = random() < 0.5
    const masculine = one(STEMS) + one(ENDINGS)
    const father = one(FATHERS)
    return {
      index,
      lastName: isWoman ? feminine(masculine) : masculine,
      firstName: one(isWoman ? WOMEN : MEN),
      patronymic: father.replace(/([^в])$/, '$1ов') + (isWoman ? 'на' : 'ич'),
      phone: `9${String(Math.floor(random() * 1_000_000_000)).padStart(9, '0')}`,
      caseNumber: index + 1,
      vacancy: one(VACANCIES),
    }
  })
}

function feminine(lastName: string): string {
  if (lastName.endsWith('ский')) return lastName.replace(/ий$/, 'ая')
  return lastName.endsWith('енко') ? lastName : `${lastName}а`
}
