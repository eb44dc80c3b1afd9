import type { ClientMessage } from '../avito/control'

/** New conversations, in the order in which they come; then from the start again. */
export const openers: readonly ClientMessage[] = [
  {
    clientName: 'Артём Лисицын',
    item: { kind: 'vacancy', title: 'Водитель-курьер', price: '90 000 ₽ за месяц', scene: 'van' },
    text: 'Здравствуйте! Вакансия водителя ещё открыта? Готов выйти с понедельника.',
  },
  {
    clientName: 'Жанна',
    item: { kind: 'goods', title: 'Диван «Осло», раскладной, синий', price: '24 900 ₽', scene: 'sofa' },
    text: 'Добрый день! Диван ещё не продали? Сегодня могла бы забрать.',
  },
  {
    clientName: 'Тимур Галиев',
    item: { kind: 'vacancy', title: 'Комплектовщик на склад', price: '75 000 ₽ за месяц' },
    text: 'Здравствуйте, а вахтой берёте? Я из Казани.',
  },
  {
    clientName: 'Людмила Чернова',
    item: { kind: 'vacancy', title: 'Администратор шоурума', price: '65 000 ₽ за месяц', scene: 'room' },
    text: 'Добрый день. Мне 52, опыт большой. Рассматриваете?',
  },
]

/** What those who wrote before come back with. */
export const followUps: readonly Omit<ClientMessage, 'chatId'>[] = [
  { text: 'Подскажите, пожалуйста, есть ли новости?' },
  { text: 'А парковка рядом с вами есть?' },
  { image: 'document' },
  { text: 'Вот документ, о котором говорили' },
  { voice: { seconds: 4 } },
  { text: 'Можно перенести на завтра?' },
  { text: 'Нашла ваш адрес, спасибо' },
]
