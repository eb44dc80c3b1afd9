/** What a client says to what the agent wrote. Simple on purpose: a demo should answer to the point, not converse. */
interface Rule {
  readonly asks: RegExp
  readonly answers: readonly string[]
}

const QUESTIONS: readonly Rule[] = [
  {
    asks: /телефон|номер|позвонить|созвон/i,
    answers: ['+7 917 204-18-33, можно звонить после 11', 'Да, звоните: +7 926 555-01-42'],
  },
  {
    asks: /стаж|опыт|работали|раньше/i,
    answers: ['Опыт три года, последнее место — складской комплекс', 'Работал по профилю почти пять лет'],
  },
  {
    asks: /график|смен|выходн|ночн/i,
    answers: ['2/2 подходит, можно и в ночь', 'Мне удобнее пятидневка, но готов обсудить'],
  },
  { asks: /резюме|анкет/i, answers: ['Сейчас пришлю', 'Резюме есть на hh, скину ссылку вечером'] },
  { asks: /зарплат|оклад|оплат|доход/i, answers: ['Хотелось бы от 80 на руки', 'Указанная сумма устраивает'] },
  {
    asks: /машин|автомобил|права|категори/i,
    answers: ['Да, своя, и категория B с 2014 года', 'Права есть, машины пока нет'],
  },
  {
    asks: /приехать|подъехать|собеседован|встретить|приходите|ждём|ждем/i,
    answers: ['Хорошо, буду вовремя', 'Да, подъеду. Адрес тот же?'],
  },
  { asks: /когда|во сколько|какой день/i, answers: ['Завтра после двух могу', 'В четверг в первой половине дня'] },
  {
    asks: /доставк|самовывоз|забрать/i,
    answers: ['Лучше самовывоз, сегодня вечером', 'Доставка до подъезда, если можно'],
  },
  { asks: /цен|торг|скидк/i, answers: ['Понял, цена устраивает', 'А если забрать сегодня, немного уступите?'] },
  { asks: /паспорт|документ|медкнижк/i, answers: ['Все документы на руках', 'Медкнижка действует до марта'] },
]
const TO_ANY_QUESTION = ['Да', 'Да, подходит', 'Думаю, да. Уточню и напишу', 'Пока не знаю, подумаю']
const TO_GREETING = ['Здравствуйте!', 'Добрый день! Спасибо, что ответили']
const TO_THANKS = ['Вам спасибо!', 'Взаимно 🙂']
const TO_STATEMENT = ['Понял, спасибо', 'Хорошо', 'Отлично, спасибо!']

/** `pick` chooses among equals, 0 ≤ pick < 1. `null`: nothing to say to that. */
export function answerTo(text: string, pick: number): string | null {
  const isQuestion = text.includes('?')
  const rule = QUESTIONS.find(({ asks }) => asks.test(text))
  if (rule) return choose(rule.answers, pick)
  if (isQuestion) return choose(TO_ANY_QUESTION, pick)
  if (/^(здравствуйте|добрый|привет)/i.test(text) && text.length < 40) return choose(TO_GREETING, pick)
  if (/спасибо|благодар/i.test(text)) return pick < 0.5 ? choose(TO_THANKS, pick * 2) : null
  return pick < 0.6 ? choose(TO_STATEMENT, pick / 0.6) : null
}

export function choose<T>(options: readonly [T, ...T[]] | readonly T[], pick: number): T {
  const chosen = options[Math.min(options.length - 1, Math.floor(pick * options.length))]
  if (chosen === undefined) throw new Error('choose: no options')
  return chosen
}
