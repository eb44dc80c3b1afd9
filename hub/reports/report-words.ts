import type { CaseColumn } from '#shared/contract/reports'
import type { CaseState } from '#shared/domain/case'

/** What a report says in the language of whoever asks for it. */
export interface ReportWords {
  readonly sheet: string
  readonly seconds: string
  readonly columns: Readonly<Record<CaseColumn, string>>
  readonly states: Readonly<Record<CaseState['kind'], string>>
  /** In work, and put away for later. */
  readonly away: string
  readonly closedBy: Readonly<Record<string, string>>
}

const ru: ReportWords = {
  sheet: 'Обращения',
  seconds: 'с',
  columns: {
    number: 'Обращение',
    opened: 'Поступило',
    firstAnswer: 'Первый ответ',
    wait: 'Ждал ответа',
    closed: 'Закрыто',
    took: 'Длилось',
    state: 'Состояние',
    closedBy: 'Кто закрыл',
    channel: 'Канал',
    team: 'Группа',
    agent: 'Сотрудник',
    client: 'Клиент',
    vacancy: 'Вакансия или объявление',
    topic: 'Тема',
  },
  states: { idle: 'не начато', withBot: 'у бота', queued: 'в очереди', assigned: 'в работе', closed: 'закрыто' },
  away: 'отложено',
  closedBy: { agent: 'сотрудник', bot: 'бот', timeout: 'по времени', channelRemoved: 'канал отключён' },
}

const en: ReportWords = {
  sheet: 'Cases',
  seconds: 's',
  columns: {
    number: 'Case',
    opened: 'Arrived',
    firstAnswer: 'First answer',
    wait: 'Waited for an answer',
    closed: 'Closed',
    took: 'Took',
    state: 'State',
    closedBy: 'Closed by',
    channel: 'Channel',
    team: 'Team',
    agent: 'Agent',
    client: 'Client',
    vacancy: 'Vacancy or listing',
    topic: 'Topic',
  },
  states: { idle: 'not begun', withBot: 'with a bot', queued: 'in the queue', assigned: 'in work', closed: 'closed' },
  away: 'snoozed',
  closedBy: { agent: 'agent', bot: 'bot', timeout: 'time-out', channelRemoved: 'channel disconnected' },
}

export const REPORT_WORDS = { ru, en } as const
