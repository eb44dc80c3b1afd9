import { z } from 'zod'

import { choicesOf } from '../../domain/keys/written-choices'
import { at, choice, number, text, type ManagedSetting } from './setting'

const category = 'look'
const applies = 'atOnce'

export const LOOK_SETTINGS = [
  {
    key: 'look.language',
    category,
    applies,
    ...choice([
      { value: 'ru', ru: 'Русский', en: 'Russian' },
      { value: 'en', ru: 'Английский', en: 'English' },
    ]),
    at: at('language'),
    ru: { title: 'Язык', text: 'Язык окон, меню и уведомлений Otklik.' },
    en: { title: 'Language', text: 'Language of Otklik’s windows, menus and notices.' },
  },
  {
    key: 'look.theme',
    category,
    applies,
    ...choice([
      { value: 'system', ru: 'Как в системе', en: 'As the system' },
      { value: 'light', ru: 'Светлая', en: 'Light' },
      { value: 'dark', ru: 'Тёмная', en: 'Dark' },
    ]),
    at: at('theme'),
    ru: { title: 'Тема', text: 'Светлое или тёмное оформление всех окон.' },
    en: { title: 'Theme', text: 'Light or dark look of all windows.' },
  },
  {
    key: 'look.density',
    category,
    applies,
    ...choice([
      { value: 'compact', ru: 'Плотно', en: 'Compact' },
      { value: 'normal', ru: 'Обычно', en: 'Normal' },
      { value: 'roomy', ru: 'Свободно', en: 'Roomy' },
    ]),
    at: at('density'),
    ru: { title: 'Плотность', text: 'Сколько строк списка помещается на экране.' },
    en: { title: 'Density', text: 'How many rows of a list fit on the screen.' },
  },
  {
    key: 'look.scalePercent',
    category,
    applies,
    ...number(80, 200),
    at: at('scalePercent'),
    ru: { title: 'Масштаб, %', text: 'Размер всего в окнах Otklik. 100: как в системе.' },
    en: { title: 'Scale, %', text: 'Size of everything in Otklik’s windows. 100: as the system.' },
  },
  {
    key: 'look.contrast',
    category,
    applies,
    ...choice([
      { value: 'system', ru: 'Как в системе', en: 'As the system' },
      { value: 'more', ru: 'Повышенный', en: 'More' },
    ]),
    at: at('contrast'),
    ru: { title: 'Контраст', text: 'Границы и второстепенный текст заметнее.' },
    en: { title: 'Contrast', text: 'Edges and secondary text stand out more.' },
  },
  {
    key: 'look.widget',
    category,
    applies,
    ...choice([
      { value: 'never', ru: 'Никогда', en: 'Never' },
      { value: 'whenHidden', ru: 'Когда окно скрыто', en: 'While the window is hidden' },
      { value: 'always', ru: 'Всегда', en: 'Always' },
    ]),
    at: at('widget'),
    ru: { title: 'Виджет поверх программ', text: 'Когда маленькое окно с чатами видно поверх других программ.' },
    en: {
      title: 'Widget over other programs',
      text: 'When the small window with the chats stays over other programs.',
    },
  },
  {
    key: 'look.undoSendSeconds',
    category,
    applies,
    ...number(0, 30),
    at: at('undoSendSeconds'),
    ru: {
      title: 'Отмена отправки, секунд',
      text: 'Сколько секунд сообщение можно вернуть после отправки. 0: уходит сразу.',
    },
    en: {
      title: 'Undo send, seconds',
      text: 'For how many seconds a message can be taken back after Send. 0: it leaves at once.',
    },
  },
  {
    key: 'look.keys',
    category,
    applies,
    ...text(
      4000,
      'palette=Ctrl+KeyJ, hold=Alt+KeyH, quiet=none',
      z.string().refine((given) => choicesOf(given) !== null, 'expected actions with keys, as action=Ctrl+KeyK'),
    ),
    at: at('keys', (value) => choicesOf(String(value)) ?? {}),
    ru: {
      title: 'Клавиши действий',
      text: 'Действия и их клавиши через запятую, none — без клавиши; остальные — обычные. Пустая строка: все обычные.',
    },
    en: {
      title: 'Keys of actions',
      text: 'Actions with their keys, commas between them, none for no key; all others have the usual ones. Empty: all usual.',
    },
  },
] as const satisfies readonly ManagedSetting[]
