import type { SayRefusal } from '#shared/domain/site-chat'
import { withoutTurning } from '#shared/lib/without-turning'

import type { EndedCall } from './call/visitor-calls'
import type { PushState } from './push/push-switch'

const ru = {
  chat: 'Чат',
  conversations: 'Разговоры',
  general: 'Разговор с компанией',
  messages: 'Сообщения',
  back: 'К разговорам',
  close: 'Свернуть чат',
  text: 'Сообщение',
  placeholder: 'Напишите сообщение…',
  send: 'Отправить',
  attach: 'Прикрепить файл',
  older: 'Показать раньше',
  begin: 'Новый разговор',
  connecting: 'Подключаемся…',
  offline: 'Нет связи. Написанное отправится само, когда она появится.',
  typing: 'Печатает…',
  edited: 'изменено',
  you: 'Вы',
  unread: 'Непрочитанных: {n}',
  spoken: '{company}: {text}',
  spokenMany: 'Новых сообщений: {n}',
  spokenFile: 'файл {name}',
  waiting: 'Отправляется',
  sent: 'Отправлено',
  read: 'Прочитано',
  retry: 'Повторить',
  discard: 'Убрать',
  download: 'Скачать: {name}',
  picture: 'Картинка: {name}',
  uploading: 'Загружается: {name}',
  cancel: 'Отменить загрузку',
  today: 'Сегодня',
  yesterday: 'Вчера',
  tooLongNow: 'Длиннее {max} знаков: сократите на {n}.',
  email: {
    label: 'Почта, чтобы узнать об ответе',
    save: 'Сохранить',
    cancel: 'Отменить',
    remove: 'Убрать',
    removeOf: 'Убрать почту {email}',
    kept: 'Об ответе напишем на {email}',
    saving: 'Сохраняем…',
    refused: 'Это не похоже на адрес. Нужен такой: anna@mail.ru.',
    unsent: 'Нет связи. Повторите, когда она появится.',
  },
  push: {
    label: 'Сообщать о новых сообщениях',
    notes: {
      off: '',
      working: 'Минутку…',
      on: 'Браузер сообщит об ответе, даже если страница закрыта.',
      blocked: 'Браузер запретил уведомления этой страницы. Нажмите на значок слева от адреса и разрешите уведомления.',
      unsupported: 'Этот браузер не показывает уведомления. Откройте ссылку в другом браузере.',
      insecure: 'Уведомления работают только по адресу, который начинается с https. Попросите у компании такую ссылку.',
      failed: 'Браузеру не удалось включить уведомления. Проверьте связь и повторите.',
      refused: 'С уведомлениями этого браузера чат не работает. Откройте ссылку в другом браузере.',
      unsent: 'Нет связи. Повторите, когда она появится.',
    } satisfies Record<Exclude<PushState, 'hidden'>, string>,
  },
  missedCall: 'Вам звонили: {company}',
  call: {
    rings: 'Звонит {company}',
    talks: 'Разговор: {company}',
    answer: 'Ответить',
    decline: 'Отклонить',
    hangUp: 'Завершить',
    dismiss: 'Закрыть',
    mute: 'Выключить микрофон',
    muted: 'Микрофон выключен: вас не слышно.',
    connects: 'Соединяем…',
    shaky: 'Связь прервалась, восстанавливаем…',
    lasted: 'Разговор длился {time}',
    ended: {
      hungUp: 'Звонок завершён',
      lost: 'Связь пропала, звонок завершён',
      takenElsewhere: 'На звонок ответили в другом окне',
      noMicrophone: 'Микрофон не найден или занят. Подключите его и напишите в чат: вам перезвонят.',
      microphoneRefused:
        'Браузер не дал доступ к микрофону. Разрешите его для этой страницы и напишите в чат: вам перезвонят.',
      mediaFailed: 'Соединиться не удалось. Напишите в чат: вам перезвонят.',
    } satisfies Record<EndedCall, string>,
  },
  left: 'Компания вышла из этого разговора.',
  blocked: 'Компания больше не принимает сообщения от вас.',
  refused: {
    empty: 'Здесь нечего отправить.',
    tooLong: 'Слишком длинное сообщение. Сократите его.',
    fileMissing: 'Файл не дошёл. Прикрепите его ещё раз.',
    blocked: 'Компания больше не принимает сообщения от вас.',
    closed: 'Компания вышла из этого разговора.',
    unknownConversation: 'Этого разговора больше нет.',
    tooMany: 'Слишком много сообщений подряд. Отправится чуть позже.',
  } satisfies Record<SayRefusal, string>,
  file: {
    tooLarge: 'Файл «{name}» больше {max}. Отправьте поменьше.',
    empty: 'В файле «{name}» ничего нет.',
    notWhatItSays: 'Файл «{name}» назван картинкой, но это не картинка.',
    failed: 'Файл «{name}» не загрузился. Проверьте связь и повторите.',
    tooMany: 'Слишком много файлов подряд. Повторите через минуту.',
    gone: 'Файла больше нет.',
  },
  closed: {
    unknownKey: ['Ссылка не подходит', 'Проверьте, что она открыта целиком, или попросите у компании новую.'],
    expiredKey: ['Срок ссылки вышел', 'Попросите у компании новую: переписка на месте.'],
    revokedKey: ['Ссылка больше не действует', 'Компания её отозвала. Попросите новую.'],
    channelGone: ['Этого чата больше нет', 'Свяжитесь с компанией другим способом.'],
    noKey: ['Чат открывается по ссылке', 'Откройте ссылку, которую вам дала компания.'],
    outdated: ['Страница устарела', 'Обновите её.'],
  },
}

export type Words = typeof ru
export type ClosedWord = keyof Words['closed']
export type FileProblem = keyof Words['file']

const en: Words = {
  chat: 'Chat',
  conversations: 'Conversations',
  general: 'Conversation with the company',
  messages: 'Messages',
  back: 'To the conversations',
  close: 'Close the chat',
  text: 'Message',
  placeholder: 'Write a message…',
  send: 'Send',
  attach: 'Attach a file',
  older: 'Show earlier',
  begin: 'New conversation',
  connecting: 'Connecting…',
  offline: 'No connection. What you wrote leaves by itself once it is back.',
  typing: 'Typing…',
  edited: 'edited',
  you: 'You',
  unread: 'Unread: {n}',
  spoken: '{company}: {text}',
  spokenMany: 'New messages: {n}',
  spokenFile: 'file {name}',
  waiting: 'Sending',
  sent: 'Sent',
  read: 'Read',
  retry: 'Try again',
  discard: 'Remove',
  download: 'Download: {name}',
  picture: 'Picture: {name}',
  uploading: 'Uploading: {name}',
  cancel: 'Cancel the upload',
  today: 'Today',
  yesterday: 'Yesterday',
  tooLongNow: 'Longer than {max} characters: shorten it by {n}.',
  email: {
    label: 'E-mail, to hear of an answer',
    save: 'Save',
    cancel: 'Cancel',
    remove: 'Remove',
    removeOf: 'Remove the address {email}',
    kept: 'We will write to {email} when there is an answer',
    saving: 'Saving…',
    refused: 'This does not look like an address. It should be like anna@mail.com.',
    unsent: 'No connection. Try again once it is back.',
  },
  push: {
    label: 'Tell me about new messages',
    notes: {
      off: '',
      working: 'One moment…',
      on: 'The browser will tell you of an answer, even when this page is closed.',
      blocked:
        'The browser has blocked notifications of this page. Press the icon to the left of the address and allow them.',
      unsupported: 'This browser shows no notifications. Open the link in another browser.',
      insecure: 'Notifications work only at an address that begins with https. Ask the company for such a link.',
      failed: 'The browser could not turn notifications on. Check the connection and try again.',
      refused: 'The chat does not work with this browser’s notifications. Open the link in another browser.',
      unsent: 'No connection. Try again once it is back.',
    },
  },
  missedCall: 'You had a call: {company}',
  call: {
    rings: '{company} is calling',
    talks: 'Call with {company}',
    answer: 'Answer',
    decline: 'Decline',
    hangUp: 'Hang up',
    dismiss: 'Close',
    mute: 'Turn the microphone off',
    muted: 'The microphone is off: nobody hears you.',
    connects: 'Connecting…',
    shaky: 'The connection broke, restoring it…',
    lasted: 'The call lasted {time}',
    ended: {
      hungUp: 'The call has ended',
      lost: 'The connection was lost, the call has ended',
      takenElsewhere: 'The call was answered in another window',
      noMicrophone: 'There is no microphone, or it is in use. Plug one in and write in the chat: they will call again.',
      microphoneRefused:
        'The browser does not allow the microphone. Allow it for this page and write in the chat: they will call again.',
      mediaFailed: 'No connection could be made. Write in the chat: they will call again.',
    },
  },
  left: 'The company has left this conversation.',
  blocked: 'The company takes no more messages from you.',
  refused: {
    empty: 'There is nothing to send.',
    tooLong: 'The message is too long. Shorten it.',
    fileMissing: 'The file did not arrive. Attach it again.',
    blocked: 'The company takes no more messages from you.',
    closed: 'The company has left this conversation.',
    unknownConversation: 'This conversation is gone.',
    tooMany: 'Too many messages at once. It leaves a little later.',
  },
  file: {
    tooLarge: 'The file “{name}” is larger than {max}. Send a smaller one.',
    empty: 'There is nothing in the file “{name}”.',
    notWhatItSays: 'The file “{name}” is called a picture, but it is none.',
    failed: 'The file “{name}” did not upload. Check the connection and try again.',
    tooMany: 'Too many files at once. Try again in a minute.',
    gone: 'The file is gone.',
  },
  closed: {
    unknownKey: ['The link does not fit', 'See that it was opened whole, or ask the company for a new one.'],
    expiredKey: ['The link has expired', 'Ask the company for a new one: the conversation is still there.'],
    revokedKey: ['The link does not work any more', 'The company has revoked it. Ask for a new one.'],
    channelGone: ['This chat is gone', 'Reach the company in another way.'],
    noKey: ['The chat opens by a link', 'Open the link that the company gave you.'],
    outdated: ['The page is out of date', 'Load it anew.'],
  },
}

export type Language = 'ru' | 'en'

const READ_RUSSIAN = /^(ru|be|kk|ky)\b/i

export function languageOf(wished: string): Language {
  return READ_RUSSIAN.test(wished) ? 'ru' : 'en'
}

export function wordsIn(language: Language): Words {
  return language === 'ru' ? ru : en
}

export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => withoutTurning(String(values[name] ?? whole)))
}
