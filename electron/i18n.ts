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
  readonly content: Readonly<Record<'image' | 'voice' | 'location' | 'call' | 'deleted' | 'other', string>>
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
  content: {
    image: 'Image',
    voice: 'Voice message',
    location: 'Location',
    call: 'Call',
    deleted: 'Message deleted',
    other: 'Attachment',
  },
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
