import type { Agent } from '#shared/domain/agent'
import type { CallRecord } from '#shared/domain/call'
import type { Channel } from '#shared/domain/channel'
import { defaultCalls } from '#shared/domain/channel-calls'
import type { Chat, ChatAccess } from '#shared/domain/chat'
import type { Delivery } from '#shared/domain/delivery'
import type { Directory } from '#shared/domain/directory'
import type { Telephony } from '#shared/domain/telephony'
import type {
  AgentId,
  BotId,
  CallId,
  CaseId,
  ChannelId,
  ChatId,
  ClientId,
  FileId,
  MessageId,
  ChannelGroupId,
  TeamId,
  TopicId,
} from '#shared/domain/ids'
import type { Message, MessageContent } from '#shared/domain/message'

/** Everything that a desk without a hub shows: UI tests and work on screens. */
export interface DeskRows {
  readonly me: Agent
  /** All of them, `me` too. */
  readonly agents: readonly Agent[]
  readonly directory: Directory
  readonly channels: readonly Channel[]
  readonly chats: readonly Chat[]
  readonly messages: readonly Message[]
  readonly calls: readonly CallRecord[]
  /** `null`: no PBX is connected. */
  readonly telephony: Telephony | null
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A fixed UUID of the right shape, so that tests can name rows: `demoId<ChatId>('chat', 1)`. */
export function demoId<T extends string>(kind: keyof typeof KIND_CODES, number: number): T {
  return `019b0000-0000-7000-8${KIND_CODES[kind]}-${String(number).padStart(12, '0')}` as T
}

const KIND_CODES = {
  agent: '001',
  channel: '002',
  chat: '003',
  client: '004',
  case: '005',
  message: '006',
  file: '007',
  call: '008',
  team: '009',
  group: '00a',
  topic: '00b',
  bot: '00c',
  card: '00d',
} as const

const ME = demoAgent(1, 'Мария Орлова')

export function demoAgent(number: number, name: string): Agent {
  return {
    id: demoId<AgentId>('agent', number),
    name,
    role: 'administrator',
    status: 'online',
    statusSinceMs: 0,
    capacity: null,
    teamIds: [demoId<TeamId>('team', 1)],
    isRemoved: false,
  }
}

/** Chat 1 holds every kind of content, chat 2 every state of delivery; the others fill the list. */
export function demoRows(nowMs: number, chatCount = 40): DeskRows {
  const messages = [...everyContent(nowMs), ...everyDelivery(nowMs), ...plainMessages(nowMs, chatCount)]
  return {
    me: ME,
    agents: [ME, demoAgent(2, 'Иван Петров'), demoAgent(3, 'Ольга Зуева')],
    directory: demoDirectory(),
    channels: [demoChannel(nowMs)],
    chats: Array.from({ length: chatCount }, (_, index) => demoChat(index + 1, nowMs, messages)),
    messages,
    calls: demoCalls(nowMs),
    telephony: null,
  }
}

export function demoDirectory(): Directory {
  return {
    teams: [
      { id: demoId<TeamId>('team', 1), name: 'Все сотрудники' },
      { id: demoId<TeamId>('team', 2), name: 'Подбор' },
    ],
    topics: [
      { id: demoId<TopicId>('topic', 1), name: 'Собеседование', isRemoved: false },
      { id: demoId<TopicId>('topic', 2), name: 'Доставка', isRemoved: false },
      { id: demoId<TopicId>('topic', 3), name: 'Старая тема', isRemoved: true },
    ],
    groups: [{ id: demoId<ChannelGroupId>('group', 1), name: 'Основная группа' }],
    bots: [{ id: demoId<BotId>('bot', 1), name: 'Меню' }],
  }
}

export function demoChannel(nowMs: number, change: Partial<Channel> = {}): Channel {
  return {
    id: demoId<ChannelId>('channel', 1),
    kind: 'avito',
    groupId: demoId<ChannelGroupId>('group', 1),
    name: 'Мебель на Пресне',
    capabilities: {
      maxTextLength: 1000,
      images: { types: ['image/jpeg', 'image/png'], maxBytes: 24_000_000, maxPixels: 75_000_000, caption: false },
      files: null,
      deletion: { withinMs: HOUR_MS, otherSide: 'mark' },
      editing: null,
      typing: false,
      start: null,
      blacklist: { canUnblock: false, hasReasons: true },
      leave: false,
      stages: false,
      invitations: false,
      readReceipts: true,
      voiceMessages: 'receive',
      calls: 'anyone',
      browserCalls: false,
    },
    health: { kind: 'receiving', lastEventAtMs: nowMs - 20_000 },
    delivery: 'webhook',
    account: { externalId: '89000017', name: 'Мебель на Пресне', email: null, phone: null, profileUrl: null },
    calls: defaultCalls('avito'),
    ...change,
  }
}

const NAMES = [
  'Анна Ковалёва',
  'Пётр Семёнов',
  '',
  'Ильдар Хасанов',
  'Ольга',
  'Константин Константинопольский-Задунайский',
]
const SUBJECTS = ['Диван угловой «Осло», серый', 'Стол обеденный, дуб', 'Кресло-качалка', 'Шкаф-купе 2,4 м с зеркалом']
const TEXTS = [
  'Здравствуйте! Ещё продаёте?',
  'А доставка до Химок сколько?',
  'Спасибо, подумаю',
  'Можно завтра после шести?',
]
const ACCESS: readonly ChatAccess[] = [{ kind: 'blocked' }, { kind: 'gone' }, { kind: 'channelRemoved' }]

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

function demoChat(number: number, nowMs: number, messages: readonly Message[]): Chat {
  const id = demoId<ChatId>('chat', number)
  const last = messages.findLast((message) => message.chatId === id)
  return {
    id,
    channelId: demoId<ChannelId>('channel', 1),
    externalId: `u2i-demo-${String(number)}`,
    clientId: demoId<ClientId>('client', number),
    clientName: pick(NAMES, number - 1),
    clientPhone: number % 2 === 0 ? `+7917204${String(1000 + number)}` : null,
    avatarFileId: null,
    subject:
      number % 5 === 0
        ? null
        : {
            kind: 'item',
            title: pick(SUBJECTS, number - 1),
            price: '24 500 ₽',
            url: 'https://www.avito.ru/0',
            imageUrl: null,
          },
    case: {
      id: demoId<CaseId>('case', number),
      number: 10_480 + number,
      state: { kind: 'assigned', agentId: ME.id, teamId: null, sinceMs: nowMs - number * HOUR_MS, answerByMs: null },
      openedAtMs: nowMs - number * HOUR_MS,
      waitingSinceMs: null,
      topicId: null,
      priority: 'normal',
      isPinned: false,
      deal: null,
      organisation: null,
    },
    card: null,
    response: null,
    lastMessage: last
      ? { id: last.id, atMs: last.atMs, direction: last.direction, content: last.content, delivery: last.delivery }
      : null,
    lastAtMs: last?.atMs ?? nowMs - number * HOUR_MS,
    isWithoutVacancy: false,
    reach: null,
    unread: number % 3 === 0 ? (number % 4) + 1 : 0,
    access: number > 5 && number <= 5 + ACCESS.length ? pick(ACCESS, number - 6) : { kind: 'open' },
  }
}

export function demoMessage(number: number, chatNumber: number, atMs: number, change: Partial<Message> = {}): Message {
  const direction = change.direction ?? 'in'
  return {
    id: demoId<MessageId>('message', number),
    chatId: demoId<ChatId>('chat', chatNumber),
    externalId: `demo-${String(number)}`,
    atMs,
    direction,
    author:
      direction === 'in'
        ? { kind: 'client', name: pick(NAMES, chatNumber - 1) }
        : direction === 'out'
          ? { kind: 'agent', agentId: ME.id }
          : { kind: 'system' },
    content: { kind: 'text', text: pick(TEXTS, number) },
    quote: null,
    delivery: direction === 'out' ? { state: 'sent' } : null,
    deletableUntilMs: direction === 'out' ? atMs + HOUR_MS : null,
    editableUntilMs: null,
    editedAtMs: null,
    ...change,
  }
}

function everyContent(nowMs: number): Message[] {
  const callId = demoId<CallId>('call', 1)
  const startMs = nowMs - 2 * DAY_MS
  const incoming: MessageContent[] = [
    { kind: 'text', text: 'Здравствуйте! Диван ещё в продаже? Вот такой: https://www.avito.ru/diван_1' },
    { kind: 'image', fileId: demoId<FileId>('file', 1), width: 1280, height: 960, bytes: 240_000, name: null },
    { kind: 'image', fileId: demoId<FileId>('file', 2), width: null, height: null, bytes: null, name: 'угол.jpg' },
    { kind: 'link', text: 'Посмотрите', url: 'https://example.org/a', title: 'Диваны «Осло»', description: 'Каталог' },
    {
      kind: 'item',
      title: 'Диван угловой «Осло», серый',
      price: '24 500 ₽',
      url: 'https://www.avito.ru/1',
      imageUrl: null,
    },
    { kind: 'location', title: 'Москва, Пресненская наб., 12', text: 'Подъезд 3', lat: 55.7496, lon: 37.5374 },
    { kind: 'channelCall', status: 'missed' },
    { kind: 'voice', fileId: null, state: 'fetching' },
    { kind: 'voice', fileId: demoId<FileId>('file', 3), state: 'kept' },
    { kind: 'voice', fileId: null, state: 'lost' },
    { kind: 'deleted' },
    { kind: 'unsupported', externalType: 'video', openUrl: 'https://www.avito.ru/profile/messenger' },
  ]
  const rows = incoming.map((content, index) => demoMessage(100 + index, 1, startMs + index * 3 * HOUR_MS, { content }))
  const phoneCall: MessageContent = {
    kind: 'phoneCall',
    callId,
    direction: 'incoming',
    number: '+79172041002',
    outcome: 'answered',
    startedAtMs: nowMs - 5 * HOUR_MS,
    durationMs: 184_000,
  }
  return [
    ...rows,
    demoMessage(120, 1, nowMs - 6 * HOUR_MS, {
      direction: 'system',
      content: { kind: 'system', text: 'Клиент открыл объявление' },
    }),
    {
      ...demoMessage(121, 1, nowMs - 5 * HOUR_MS, { direction: 'system', content: phoneCall }),
      id: callId as string as MessageId,
    },
    demoMessage(122, 1, nowMs - 10 * MINUTE_MS, {
      content: { kind: 'text', text: 'А какая ткань?\nИ можно ли в рассрочку? 🙂' },
      quote: { authorName: 'Мебель на Пресне', content: { kind: 'text', text: 'Да, продаём' } },
    }),
  ].sort((a, b) => a.atMs - b.atMs)
}

function everyDelivery(nowMs: number): Message[] {
  const states: Delivery[] = [
    { state: 'read', readAtMs: nowMs - HOUR_MS },
    { state: 'delivered' },
    { state: 'sent' },
    { state: 'failed', reason: 'clientBlocked', detail: null },
    { state: 'failed', reason: 'tooLong', detail: '1000' },
    { state: 'unknown' },
    { state: 'sending' },
    { state: 'queued', nextTryAtMs: nowMs + 30_000 },
    { state: 'local' },
  ]
  return states.map((delivery, index) =>
    demoMessage(200 + index, 2, nowMs - (states.length - index) * MINUTE_MS, {
      direction: 'out',
      delivery,
      content: { kind: 'text', text: `Ответ ${String(index + 1)}: да, диван свободен, можно посмотреть сегодня.` },
    }),
  )
}

function plainMessages(nowMs: number, chatCount: number): Message[] {
  const rows: Message[] = []
  for (let chat = 3; chat <= chatCount; chat += 1) {
    for (let index = 0; index < 12; index += 1) {
      const atMs = nowMs - chat * 47 * MINUTE_MS - (12 - index) * 7 * MINUTE_MS
      rows.push(demoMessage(1000 + chat * 100 + index, chat, atMs, { direction: index % 3 === 1 ? 'out' : 'in' }))
    }
  }
  return rows
}

function demoCalls(nowMs: number): CallRecord[] {
  const outcomes = ['answered', 'missed', 'declined', 'busy', 'noAnswer', 'cancelled', 'failed', 'interrupted'] as const
  return outcomes.map((outcome, index) => ({
    id: demoId<CallId>('call', index + 1),
    chatId: index % 2 === 0 ? demoId<ChatId>('chat', index + 1) : null,
    direction: index < 3 ? 'incoming' : 'outgoing',
    number: `+7917204${String(1002 + index)}`,
    name: index % 2 === 0 ? pick(NAMES, index) : null,
    outcome,
    startedAtMs: nowMs - 5 * HOUR_MS - index * 9 * HOUR_MS,
    durationMs: outcome === 'answered' || outcome === 'interrupted' ? 184_000 : 0,
    isSeen: outcome !== 'missed',
  }))
}
