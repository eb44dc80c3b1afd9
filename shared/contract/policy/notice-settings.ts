import { z } from 'zod'

import { at, choice, number, numbers, switched, text, type ManagedSetting } from './setting'

const category = 'notices'
const applies = 'atOnce'

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/
const clock = z.string().regex(CLOCK, 'expected a time such as 22:00')

function minuteOfDay(value: unknown): number {
  const [, hours, minutes] = CLOCK.exec(String(value)) ?? []
  return Number(hours) * 60 + Number(minutes)
}

export const NOTICE_SETTINGS = [
  {
    key: 'notices.messages',
    category,
    applies,
    ...switched(),
    at: at('notifications.messages'),
    ru: { title: 'Уведомления о сообщениях', text: 'Показывать уведомления системы о новых сообщениях.' },
    en: { title: 'Notices of messages', text: 'Show notices of the system when messages come.' },
  },
  {
    key: 'notices.preview',
    category,
    applies,
    ...switched(),
    at: at('notifications.preview'),
    ru: {
      title: 'Текст в уведомлениях',
      text: 'Показывать имя клиента и слова сообщения. Выключено: только то, что пришло сообщение.',
    },
    en: {
      title: 'Words in notices',
      text: 'Show the client’s name and the words of the message. Off: only that a message has come.',
    },
  },
  {
    key: 'notices.sounds',
    category,
    applies,
    ...switched(),
    at: at('hasSounds'),
    ru: {
      title: 'Звуки Otklik',
      text: 'Выключено: не слышно ни звонка, ни событий, ни второго вызова. Разговор и гудки своего вызова слышны.',
    },
    en: {
      title: 'Sounds of Otklik',
      text: 'Off: neither the ring nor events nor a second call are heard. Talks and the tones of one’s own call are.',
    },
  },
  {
    key: 'notices.soundMessage',
    category,
    applies,
    ...switched(),
    at: at('sounds.message'),
    ru: { title: 'Звуки событий', text: 'Короткие звуки сообщений, обращений и пределов ожидания.' },
    en: { title: 'Sounds of events', text: 'Short sounds of messages, cases and waiting limits.' },
  },
  {
    key: 'notices.soundRing',
    category,
    applies,
    ...switched(),
    at: at('sounds.ring'),
    ru: { title: 'Звук звонка', text: 'Звонок входящего вызова.' },
    en: { title: 'Ringing', text: 'The ring of an incoming call.' },
  },
  {
    key: 'notices.soundCallEnded',
    category,
    applies,
    ...switched(),
    at: at('sounds.callEnded'),
    ru: { title: 'Звук конца разговора', text: 'Короткий звук, когда разговор окончен.' },
    en: { title: 'Sound of a call’s end', text: 'A short sound when a call is over.' },
  },
  {
    key: 'notices.volumePercent',
    category,
    applies,
    ...number(0, 100),
    at: at('sounds.volume', (value) => Number(value) / 100),
    ru: { title: 'Громкость звуков, %', text: 'Громкость звонка и звуков Otklik, но не разговора.' },
    en: { title: 'Volume of sounds, %', text: 'Volume of the ring and of Otklik’s sounds, not of the talk.' },
  },
  {
    key: 'notices.repeatMinutes',
    category,
    applies,
    ...number(0, 60),
    at: at('repeatMinutes'),
    ru: {
      title: 'Повторять уведомления, минут',
      text: 'Через сколько минут снова сообщать о том, что никто не открыл. 0: один раз.',
    },
    en: {
      title: 'Repeat notices, minutes',
      text: 'After how many minutes what nobody has opened is told again. 0: once is enough.',
    },
  },
  {
    key: 'notices.repeatTimes',
    category,
    applies,
    ...number(0, 20),
    at: at('repeatTimes'),
    ru: {
      title: 'Повторять не больше, раз',
      text: 'Сколько раз повторить уведомление, если никто не открыл. 0: пока не откроют.',
    },
    en: {
      title: 'Repeat at most, times',
      text: 'How many times a notice that nobody opened is repeated. 0: until somebody opens it.',
    },
  },
  {
    key: 'quiet.scheduled',
    category,
    applies,
    ...switched(),
    at: at('quiet.isScheduled'),
    ru: { title: 'Не беспокоить по расписанию', text: 'В эти часы уведомления копятся и собираются в сводку.' },
    en: { title: 'Do not disturb by schedule', text: 'In these hours notices are held back for one summary.' },
  },
  {
    key: 'quiet.from',
    category,
    applies,
    ...text(5, '21:30', clock),
    at: at('quiet.fromMinute', minuteOfDay),
    ru: { title: 'Не беспокоить с', text: 'Начало тихих часов в часовом поясе компьютера, например 22:00.' },
    en: {
      title: 'Do not disturb from',
      text: 'Where quiet hours begin in the computer’s time zone, for example 22:00.',
    },
  },
  {
    key: 'quiet.to',
    category,
    applies,
    ...text(5, '09:00', clock),
    at: at('quiet.toMinute', minuteOfDay),
    ru: { title: 'Не беспокоить до', text: 'Конец тихих часов в часовом поясе компьютера, например 08:00.' },
    en: {
      title: 'Do not disturb until',
      text: 'Where quiet hours end in the computer’s time zone, for example 08:00.',
    },
  },
  {
    key: 'quiet.days',
    category,
    applies,
    ...numbers(1, 7),
    at: at('quiet.days'),
    ru: { title: 'Дни тихих часов', text: 'Дни, в которые начинаются тихие часы: 1 понедельник, 7 воскресенье.' },
    en: { title: 'Days of quiet hours', text: 'Days on which quiet hours begin: 1 is Monday, 7 is Sunday.' },
  },
  {
    key: 'quiet.calls',
    category,
    applies,
    ...choice([
      { value: 'silent', ru: 'Показывать без звука', en: 'Shown without a ring' },
      { value: 'busy', ru: 'Отвечать «занято»', en: 'Answered with «busy»' },
    ]),
    at: at('quiet.calls'),
    ru: { title: 'Звонки в тихие часы', text: 'Что происходит со входящим вызовом в тихие часы.' },
    en: { title: 'Calls in quiet hours', text: 'What becomes of an incoming call in quiet hours.' },
  },
] as const satisfies readonly ManagedSetting[]
