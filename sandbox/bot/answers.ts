import type { BotTurn } from '#shared/contract/bot-turn'

export interface SampleAnswer {
  readonly messages: readonly { readonly text: string }[]
  readonly action: 'wait' | 'handOver' | 'close'
}

const WANTS_PERSON = /оператор|человек|сотрудник|менеджер|operator|agent/iu
const IS_DONE = /^(спасибо|всё|все|нет|пока|thanks|bye)(?!\p{Letter})/iu
/** More than so many answers, and a person does better. */
const PATIENCE = 3

/** What the sample says: enough to see every action of the contract. */
export function answerTo({ message, history, client }: Pick<BotTurn, 'message' | 'history' | 'client'>): SampleAnswer {
  const own = history.filter(({ from }) => from === 'bot').length
  const text = message?.text?.trim() ?? null
  if (text !== null && WANTS_PERSON.test(text)) return said('Сейчас подключится сотрудник.', 'handOver')
  if (own === 0) {
    const name = client.name === '' ? '' : `, ${client.name}`
    return said(`Здравствуйте${name}! Я бот-помощник. Опишите вопрос или напишите «оператор».`, 'wait')
  }
  if (text === null || own >= PATIENCE) return said('Передаю ваш вопрос сотруднику.', 'handOver')
  if (IS_DONE.test(text)) return said('Рады помочь. Хорошего дня!', 'close')
  return said('Записали. Что ещё передать сотруднику? Если это всё, напишите «спасибо».', 'wait')
}

function said(text: string, action: SampleAnswer['action']): SampleAnswer {
  return { messages: [{ text }], action }
}
