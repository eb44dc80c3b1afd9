import type { Tuned } from '../../domain/sounds'
import { at, choice } from './setting'

const category = 'notices'
const applies = 'atOnce'

const TUNES = choice([
  { value: 'chime', ru: 'Перезвон', en: 'Chime' },
  { value: 'drop', ru: 'Капля', en: 'Drop' },
  { value: 'bell', ru: 'Колокольчик', en: 'Bell' },
  { value: 'marimba', ru: 'Маримба', en: 'Marimba' },
  { value: 'knock', ru: 'Стук', en: 'Knock' },
  { value: 'signal', ru: 'Сигнал', en: 'Signal' },
  { value: 'tone', ru: 'Гудок', en: 'Tone' },
  { value: 'none', ru: 'Без звука', en: 'None' },
])

const tuneOf = <const E extends Tuned>(event: E, ru: string, en: string) =>
  ({
    key: `tune.${event}`,
    category,
    applies,
    ...TUNES,
    at: at(`tunes.${event}`),
    ru: { title: `Звук: ${ru}`, text: `Каким звуком Otklik сообщает об этом: ${ru}.` },
    en: { title: `Sound: ${en}`, text: `By which sound Otklik tells of this: ${en}.` },
  }) as const

const RINGS = choice([
  { value: 'trill', ru: 'Трель', en: 'Trill' },
  { value: 'bells', ru: 'Колокола', en: 'Bells' },
  { value: 'melody', ru: 'Мелодия', en: 'Melody' },
  { value: 'pulse', ru: 'Пульс', en: 'Pulse' },
  { value: 'low', ru: 'Низкий', en: 'Low' },
])

export const TUNE_SETTINGS = [
  {
    key: 'notices.ring',
    category,
    applies,
    ...RINGS,
    at: at('ring'),
    ru: { title: 'Звонок: чем звонит', text: 'Каким звуком звонит входящий вызов.' },
    en: { title: 'Ring: which sound', text: 'By which sound an incoming call rings.' },
  },
  tuneOf('message', 'сообщение или отклик в моём обращении', 'a message or response in my case'),
  tuneOf('queue', 'сообщение или отклик в очереди', 'a message or response in the queue'),
  tuneOf('assigned', 'обращение назначено или передано', 'a case is assigned or handed over'),
  tuneOf('returned', 'вернулось отложенное обращение', 'a snoozed case is back'),
  tuneOf('mention', 'упоминание или подсказка', 'a mention or a whisper'),
  tuneOf('late', 'ожидание у предела или дольше него', 'a wait near its limit or over it'),
  tuneOf('callWaiting', 'второй вызов во время разговора', 'a second call during a talk'),
] as const
