import type { CaseState } from '#shared/domain/case'

/** What a report says in the language of whoever asks for it. */
export interface ReportWords {
  readonly columns: readonly string[]
  readonly states: Readonly<Record<CaseState['kind'], string>>
  readonly closedBy: Readonly<Record<string, string>>
}

const ru: ReportWords = {
  columns: [
    'Обращение',
    'Поступило',
    'Первый ответ',
    'Ждал ответа, с',
    'Закрыто',
    'Длилось, с',
    'Состояние',
    'Кто закрыл',
    'Канал',
    'Группа',
    'Сотрудник',
    'Клиент',
    'Вакансия или объявление',
    'Тема',
  ],
  states: { idle: 'не начато', withBot: 'у бота', queued: 'в очереди', assigned: 'в работе', closed: 'закрыто' },
  closedBy: { agent: 'сотрудник', bot: 'бот', timeout: 'по времени', channelRemoved: 'канал отключён' },
}

const en: ReportWords = {
  columns: [
    'Case',
    'Arrived',
    'First answer',
    'Waited for an answer, s',
    'Closed',
    'Took, s',
    'State',
    'Closed by',
    'Channel',
    'Team',
    'Agent',
    'Client',
    'Vacancy or listing',
    'Topic',
  ],
  states: { idle: 'not begun', withBot: 'with a bot', queued: 'in the queue', assigned: 'in work', closed: 'closed' },
  closedBy: { agent: 'agent', bot: 'bot', timeout: 'time-out', channelRemoved: 'channel disconnected' },
}

export const REPORT_WORDS = { ru, en } as const
