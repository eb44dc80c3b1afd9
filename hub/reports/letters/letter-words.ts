import type { Grouping } from '#shared/domain/report/report'

export interface LetterWords {
  readonly subject: (name: string, from: string, to: string) => string
  readonly all: string
  readonly by: Readonly<Record<Grouping, string>>
  readonly nobody: string
  readonly columns: {
    readonly opened: string
    readonly closed: string
    readonly answer: string
    readonly inTime: string
    readonly missed: string
  }
  readonly median: string
  readonly p90: string
  readonly messages: string
  readonly calls: string
  readonly rest: (count: number) => string
  readonly tooLarge: string
  readonly file: (from: string, to: string) => string
  readonly why: (author: string) => string
}

const N = '\u00a0'

const ru: LetterWords = {
  subject: (name, from, to) => (from === to ? `${name}: ${from}` : `${name}: ${from} — ${to}`),
  all: 'Всего',
  by: {
    day: 'День',
    hour: 'Час',
    channel: 'Канал',
    team: 'Группа',
    agent: 'Сотрудник',
    topic: 'Тема',
  },
  nobody: '–',
  columns: {
    opened: 'Поступило',
    closed: 'Закрыто',
    answer: 'Первый ответ, в среднем',
    inTime: 'В цели',
    missed: 'Пропущено звонков',
  },
  median: 'Первый ответ, медиана',
  p90: `Первый ответ, 9 из${N}10`,
  messages: 'Сообщения клиентов и сотрудников',
  calls: 'Звонки входящие и исходящие',
  rest: (count) => `Ещё строк: ${String(count)}. Все — в отчёте Otklik.`,
  tooLarge: 'Файл с обращениями слишком велик для письма. Сохраните его в отчёте Otklik.',
  file: (from, to) => `Обращения ${from} — ${to}`,
  why: (author) =>
    `Это письмо отправляет Otklik по плану, который составил сотрудник ${author}. Чтобы его больше не получать, попросите убрать ваш адрес.`,
}

const en: LetterWords = {
  subject: (name, from, to) => (from === to ? `${name}: ${from}` : `${name}: ${from} to ${to}`),
  all: 'Total',
  by: { day: 'Day', hour: 'Hour', channel: 'Channel', team: 'Team', agent: 'Agent', topic: 'Topic' },
  nobody: '–',
  columns: {
    opened: 'Arrived',
    closed: 'Closed',
    answer: 'First answer, average',
    inTime: 'In time',
    missed: 'Missed calls',
  },
  median: 'First answer, median',
  p90: 'First answer, 9 of 10',
  messages: 'Messages of clients and agents',
  calls: 'Calls in and out',
  rest: (count) => `${String(count)} more lines. All of them are in the report in Otklik.`,
  tooLarge: 'The file of cases is too large for a letter. Save it from the report in Otklik.',
  file: (from, to) => `Cases ${from} to ${to}`,
  why: (author) =>
    `Otklik sends this letter by a plan that ${author} made. To receive it no more, ask to have your address removed.`,
}

export const LETTER_WORDS = { ru, en } as const
