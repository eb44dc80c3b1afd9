import type { Language } from '#shared/contract/ipc/app'
import type { MessageContent } from '#shared/domain/message'

/** The few words that main itself shows: tray, menus, OS notifications. Screens have their own catalogues. */
export interface MainTexts {
  readonly open: string
  readonly quit: string
  readonly newMessage: string
  readonly missedCall: string
  /** A text to a telephone line, by its sender. */
  readonly lineMessage: (who: string) => string
  readonly unknownCaller: string
  readonly unread: (count: number) => string
  readonly edit: string
  readonly links: LinkTexts
  readonly quiet: QuietTexts
  readonly many: ManyTexts
  readonly content: Readonly<Record<'image' | 'voice' | 'location' | 'call' | 'deleted' | 'other', string>>
}

/** What is asked and said about a link of our own, before any page could. */
interface LinkTexts {
  readonly joinQuestion: (host: string) => string
  readonly joinDetail: string
  readonly join: string
  readonly stay: string
  readonly badHub: string
  readonly lockedHub: string
  readonly signOutFirst: (name: string) => string
  readonly understood: string
}

export interface QuietCounts {
  readonly messages: number
  readonly mentions: number
  readonly calls: number
}

/** Of many messages that came at once. */
interface ManyTexts {
  readonly title: (count: number) => string
  /** Of these clients; the first are named. */
  readonly from: (names: readonly string[]) => string
}

interface QuietTexts {
  readonly title: string
  readonly counts: (counts: QuietCounts) => string
}

const RU: MainTexts = {
  open: 'Открыть Otklik',
  quit: 'Выйти',
  newMessage: 'Новое сообщение',
  missedCall: 'Пропущенный звонок',
  lineMessage: (who) => `Сообщение на линию: ${who}`,
  unknownCaller: 'Номер не определён',
  unread: (count) => (count === 0 ? 'Otklik' : `Otklik · непрочитанных: ${count}`),
  edit: 'Правка',
  quiet: {
    title: 'Пока вас не беспокоили',
    counts: (counts) => countsOf(counts, ['сообщений', 'упоминаний', 'звонков']),
  },
  many: {
    title: (count) => `Новых сообщений: ${count}`,
    from: (names) => namesOf(names, (rest) => `и ещё ${rest}`),
  },
  links: {
    joinQuestion: (host) => `Подключить этот компьютер к серверу ${host}?`,
    joinDetail:
      'Об этом просит ссылка, которую вы открыли. Подключайтесь, если её прислал ваш администратор: на следующем шаге вы введёте пароль. Чаты этого компьютера останутся на месте.',
    join: 'Подключить',
    stay: 'Не подключать',
    badHub:
      'В ссылке нет адреса, по которому может работать сервер: он начинается с https. Попросите администратора прислать другую.',
    lockedHub:
      'Ссылка ведёт на другой сервер, а сервер этого компьютера задан вашей организацией. Если он изменился, обратитесь к администратору.',
    signOutFirst: (name) =>
      `Сейчас здесь работает ${name}. Чтобы подключиться по ссылке, сначала выйдите: «Настройки → Рабочее место».`,
    understood: 'Понятно',
  },
  content: {
    image: 'Изображение',
    voice: 'Голосовое сообщение',
    location: 'Место на карте',
    call: 'Звонок',
    deleted: 'Сообщение удалено',
    other: 'Вложение',
  },
}

const EN: MainTexts = {
  open: 'Open Otklik',
  quit: 'Quit',
  newMessage: 'New message',
  missedCall: 'Missed call',
  lineMessage: (who) => `Message to the line: ${who}`,
  unknownCaller: 'Unknown number',
  unread: (count) => (count === 0 ? 'Otklik' : `Otklik · unread: ${count}`),
  edit: 'Edit',
  quiet: {
    title: 'While you were not disturbed',
    counts: (counts) => countsOf(counts, ['messages', 'mentions', 'calls']),
  },
  many: {
    title: (count) => `New messages: ${count}`,
    from: (names) => namesOf(names, (rest) => `and ${rest} more`),
  },
  links: {
    joinQuestion: (host) => `Connect this computer to the server ${host}?`,
    joinDetail:
      'A link that you opened asks for it. Connect if your administrator sent it: you will enter your password in the next step. The chats of this computer stay where they are.',
    join: 'Connect',
    stay: 'Do not connect',
    badHub:
      'The link names no address at which a server could work: it begins with https. Ask your administrator for another one.',
    lockedHub:
      'The link leads to another server, and your organisation has set the server of this computer. If it has changed, ask your administrator.',
    signOutFirst: (name) => `${name} is working here. To connect by a link, sign out first: “Settings → Workplace”.`,
    understood: 'Got it',
  },
  content: {
    image: 'Image',
    voice: 'Voice message',
    location: 'Location',
    call: 'Call',
    deleted: 'Message deleted',
    other: 'Attachment',
  },
}

/** «сообщений: 5, звонков: 1»: what there was none of is not named. */
function countsOf({ messages, mentions, calls }: QuietCounts, words: readonly [string, string, string]): string {
  const counts = [messages, mentions, calls]
  return words.flatMap((word, index) => (counts[index] ? [`${word}: ${String(counts[index])}`] : [])).join(', ')
}

const NAMED = 3

function namesOf(names: readonly string[], more: (rest: number) => string): string {
  const rest = names.length - NAMED
  return names.slice(0, NAMED).join(', ') + (rest > 0 ? ` ${more(rest)}` : '')
}

const TEXTS: Readonly<Record<Language, MainTexts>> = { ru: RU, en: EN }

export function textsFor(language: Language): MainTexts {
  return TEXTS[language]
}

/** One line for what a message holds, for the incoming call window. */
export function describeContent(content: MessageContent, { content: words }: MainTexts): string {
  switch (content.kind) {
    case 'text':
    case 'system':
      return content.text
    case 'link':
      return content.text === '' ? (content.title ?? content.url) : content.text
    case 'item':
    case 'location':
      return content.title === '' ? words.location : content.title
    case 'image':
      return words.image
    case 'voice':
      return words.voice
    case 'channelCall':
    case 'phoneCall':
      return words.call
    case 'deleted':
      return words.deleted
    case 'response':
      return content.vacancyTitle
    case 'note':
      return content.text
    case 'file':
      return content.name
    case 'caseEvent':
    case 'chatEvent':
    case 'unsupported':
      return words.other
  }
}
