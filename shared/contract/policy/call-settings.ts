import { z } from 'zod'

import { at, switched, text, type ManagedSetting } from './setting'

const category = 'calls'
const applies = 'atOnce'

/** As Electron writes them: modifiers, then one key; empty: none. */
const hotkey = z
  .string()
  .regex(/^$|^(?:[A-Za-z]+\+)*[^+\s]+$/, 'expected keys such as CommandOrControl+Shift+A, or nothing')
const toHotkey = (value: unknown): unknown => (value === '' ? null : value)

export const CALL_SETTINGS = [
  {
    key: 'calls.openLinks',
    category,
    applies: 'nextStart',
    ...switched(),
    at: null,
    ru: {
      title: 'Открывать ссылки с номерами',
      text: 'Otklik открывает ссылки tel:, callto: и sip: с других программ. Windows и некоторые среды Linux оставляют последнее слово за человеком. Предустановка просит об этом систему один раз.',
    },
    en: {
      title: 'Open links with numbers',
      text: 'Otklik opens tel:, callto: and sip: links of other programs. Windows and some Linux desktops leave the last word to the person. A preset asks the system once.',
    },
  },
  {
    key: 'calls.dialAtOnce',
    category,
    applies,
    ...switched(),
    at: at('dialAtOnce'),
    ru: {
      title: 'Набирать по ссылке сразу',
      text: 'Номера из ссылок tel: и выделенного текста набираются без вопроса.',
    },
    en: {
      title: 'Dial links at once',
      text: 'Numbers of tel: links and selected texts are dialled without a question.',
    },
  },
  {
    key: 'calls.answerHotkey',
    category,
    applies,
    ...text(64, 'CommandOrControl+Shift+F9', hotkey),
    at: at('answerHotkey', toHotkey),
    ru: { title: 'Клавиши «Ответить»', text: 'Сочетание поверх всех программ. Пустая строка: нет.' },
    en: { title: 'Keys of “Answer”', text: 'A combination over all programs. Empty: none.' },
  },
  {
    key: 'calls.hangUpHotkey',
    category,
    applies,
    ...text(64, 'CommandOrControl+Shift+F10', hotkey),
    at: at('hangUpHotkey', toHotkey),
    ru: { title: 'Клавиши «Завершить»', text: 'Сочетание поверх всех программ. Пустая строка: нет.' },
    en: { title: 'Keys of “Hang up”', text: 'A combination over all programs. Empty: none.' },
  },
  {
    key: 'calls.dialHotkey',
    category,
    applies,
    ...text(64, 'CommandOrControl+Shift+F11', hotkey),
    at: at('dialHotkey', toHotkey),
    ru: { title: 'Клавиши «Набрать выделенное»', text: 'Сочетание поверх всех программ. Пустая строка: нет.' },
    en: { title: 'Keys of “Dial what is selected”', text: 'A combination over all programs. Empty: none.' },
  },
] as const satisfies readonly ManagedSetting[]
