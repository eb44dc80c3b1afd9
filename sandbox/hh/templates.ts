import type { Resume, Vacancy } from './model'
import type { Stage } from './rules/funnel'

export interface MailTemplate {
  readonly id: string
  readonly name: string
  text: string
}

const PRESETS: readonly MailTemplate[] = [
  {
    id: 'consider',
    name: 'Подумать',
    text: 'Здравствуйте, {имя}! Спасибо за отклик на вакансию «{вакансия}». Мы вернёмся к вам с ответом.',
  },
  {
    id: 'phone_interview',
    name: 'Первичный контакт',
    text: 'Здравствуйте, {имя}! Ваш отклик на вакансию «{вакансия}» нас заинтересовал. Когда вам удобно поговорить?',
  },
  {
    id: 'interview',
    name: 'Приглашение на собеседование',
    text: '{имя}, приглашаем вас на собеседование по вакансии «{вакансия}».',
  },
  { id: 'offer', name: 'Предложение о работе', text: '{имя}, мы будем рады видеть вас в команде: «{вакансия}».' },
  {
    id: 'discard_by_employer',
    name: 'Отказ',
    text: '{имя}, спасибо за интерес к вакансии «{вакансия}». К сожалению, сейчас мы не готовы пригласить вас.',
  },
]
const PLAIN_TEXT = '{имя}, ваш отклик на вакансию «{вакансия}» переведён на следующий этап.'

/** The company's texts by stage. A changed one says so (`template_modified`). */
export class MailTemplates {
  private readonly templates = PRESETS.map((preset) => ({ ...preset }))
  private readonly changed = new Set<string>()

  all(): readonly MailTemplate[] {
    return this.templates
  }

  change(id: string, text: string): boolean {
    const template = this.templates.find((known) => known.id === id)
    if (!template) return false
    template.text = text
    this.changed.add(id)
    return true
  }

  isChanged(id: string): boolean {
    return this.changed.has(id)
  }

  textFor({ id }: Stage, vacancy: Vacancy, { person, areNamesHidden }: Resume): string {
    const text = this.templates.find((template) => template.id === id)?.text ?? PLAIN_TEXT
    const name = areNamesHidden ? 'соискатель' : person.firstName
    return text.replaceAll('{имя}', name).replaceAll('{вакансия}', vacancy.name)
  }
}
