import type { demoCandidates } from './demo-candidates'

const HOUR = 60
const DAY = 24 * HOUR

export type DemoVacancy = 'Флорист' | 'Водитель-курьер' | 'Администратор шоурума'

export interface DemoLine {
  readonly by: 'candidate' | 'manager'
  readonly minutesAgo: number
  readonly text?: string
  readonly image?: 'document' | 'portrait' | 'van' | 'room'
  /** The line went with a move to this stage. */
  readonly stage?: string
  /** Not seen by the other side yet. */
  readonly isUnread?: boolean
}

export interface DemoResponse {
  readonly who: keyof typeof demoCandidates
  readonly vacancy: DemoVacancy
  readonly minutesAgo: number
  readonly source?: string
  /** Moved there in silence. */
  readonly stage?: string
  /** The employer invited. */
  readonly isInvited?: boolean
  readonly isGone?: boolean
  readonly lines: readonly DemoLine[]
}

function candidate(minutesAgo: number, text: string, isUnread = false): DemoLine {
  return { by: 'candidate', minutesAgo, text, isUnread }
}
function manager(minutesAgo: number, text: string, stage?: string): DemoLine {
  return { by: 'manager', minutesAgo, text, ...(stage === undefined ? {} : { stage }) }
}

export const demoResponses: readonly DemoResponse[] = [
  {
    who: 'kuznetsova',
    vacancy: 'Флорист',
    minutesAgo: 2 * DAY,
    lines: [
      candidate(2 * DAY, 'Здравствуйте! Пять лет собираю букеты, хотела бы работать у вас.'),
      manager(DAY + 20 * HOUR, 'Здравствуйте, Анна! Ваш отклик нас заинтересовал.', 'phone_interview'),
      candidate(DAY + 19 * HOUR, 'Спасибо! Могу говорить после шести вечера.'),
      manager(DAY + 2 * HOUR, 'Анна, приглашаем вас на собеседование: Лесная, 7, завтра в 12:00.', 'interview'),
      candidate(DAY + HOUR, 'Буду обязательно'),
      candidate(18, 'Добрый день! Взять с собой работы?', true),
      { by: 'candidate', minutesAgo: 17, image: 'document', isUnread: true },
    ],
  },
  {
    who: 'morozov',
    vacancy: 'Водитель-курьер',
    minutesAgo: 3 * DAY,
    lines: [
      candidate(3 * DAY, 'Добрый день. Машину даёте или нужна своя?'),
      manager(3 * DAY - 40, 'Здравствуйте, Денис! Машина наша, газель с холодильником.', 'phone_interview'),
      candidate(3 * DAY - 90, 'Отлично, подходит.'),
      manager(2 * DAY, 'Денис, ждём вас в понедельник к 8:00, пропуск заказан.', 'hired'),
      candidate(DAY + 30, 'Спасибо, буду'),
    ],
  },
  {
    who: 'sokolova',
    vacancy: 'Администратор шоурума',
    minutesAgo: DAY + 3 * HOUR,
    lines: [
      candidate(DAY + 3 * HOUR, 'Здравствуйте! Какой у вас график?'),
      manager(DAY + 2 * HOUR, 'Здравствуйте, Вера! Два через два, с 10 до 21.'),
      candidate(DAY, 'Подходит. Готова прийти на пробную смену.'),
      manager(5 * HOUR, 'Вера, приглашаем вас на пробную смену в четверг.', 'assessment'),
    ],
  },
  {
    who: 'gataullin',
    vacancy: 'Водитель-курьер',
    minutesAgo: 46,
    lines: [candidate(46, 'Здравствуйте! Готов выйти хоть завтра.', true)],
  },
  { who: 'hidden', vacancy: 'Администратор шоурума', minutesAgo: 70, lines: [] },
  {
    who: 'gone',
    vacancy: 'Водитель-курьер',
    minutesAgo: 4 * DAY,
    isGone: true,
    lines: [
      candidate(4 * DAY, 'Вакансия ещё открыта?'),
      manager(4 * DAY - 60, 'Здравствуйте! Да. Расскажите о своём стаже, пожалуйста.'),
    ],
  },
  {
    who: 'tkachenko',
    vacancy: 'Флорист',
    minutesAgo: 5 * HOUR,
    stage: 'consider',
    lines: [candidate(5 * HOUR, 'Добрый день! Опыта в магазине нет, но очень хочу учиться.')],
  },
  {
    who: 'ryabov',
    vacancy: 'Водитель-курьер',
    minutesAgo: 6 * DAY,
    lines: [
      candidate(6 * DAY, 'Интересует работа, звоните.'),
      manager(
        5 * DAY,
        'Сергей, спасибо за интерес к вакансии. Сейчас мы не готовы вас пригласить.',
        'discard_by_employer',
      ),
    ],
  },
  { who: 'orlova', vacancy: 'Администратор шоурума', minutesAgo: 12, lines: [] },
  { who: 'isaev', vacancy: 'Водитель-курьер', minutesAgo: 95, source: 'PHONE_CALL', lines: [] },
  {
    who: 'zimina',
    vacancy: 'Флорист',
    minutesAgo: DAY,
    isInvited: true,
    lines: [manager(DAY, 'Ольга, здравствуйте! Приглашаем вас старшим флористом. Поговорим?', 'phone_interview')],
  },
]
