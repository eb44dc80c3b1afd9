import { foldText } from '../name-search/fold'

/** What narrows a search by words of its own: «договор канал:avito от:клиента с:01.11 до:вчера есть:непрочитанные». */
export interface Narrowing {
  /** Whose words: the client's or the company's. */
  readonly by: 'client' | 'company' | null
  /** As typed: a kind of channel or a part of its name. */
  readonly channel: string | null
  /** Both days included, `2026-11-28`. */
  readonly fromDay: string | null
  readonly toDay: string | null
  readonly isUnread: boolean
}

export interface NarrowedSearch {
  /** What is looked for, without the words that narrow. */
  readonly words: string
  readonly narrowing: Narrowing
}

export const NO_NARROWING: Narrowing = { by: null, channel: null, fromDay: null, toDay: null, isUnread: false }

const FILTER = /(?<!\S)(\p{L}+):(\S+)/gu
const CLIENT = ['клиент', 'клиента', 'client']
const COMPANY = ['нас', 'меня', 'us', 'me', 'company', 'компания', 'компании']
const UNREAD = ['непрочитанные', 'непрочитанное', 'unread']
const TODAY = ['сегодня', 'today']
const YESTERDAY = ['вчера', 'yesterday']

/** `today`: `2026-11-29` in the time of this desk. What is not understood stays among the words. */
export function parseFilterWords(typed: string, today: string): NarrowedSearch {
  let narrowing = NO_NARROWING
  const words = typed.replace(FILTER, (whole, key: string, value: string) => {
    const change = changeOf(foldText(key), foldText(value), today)
    if (!change) return whole
    narrowing = { ...narrowing, ...change }
    return ''
  })
  return { words: narrowing === NO_NARROWING ? typed : words.replace(/ {2,}/g, ' ').trimStart(), narrowing }
}

export function isNarrowing({ by, channel, fromDay, toDay, isUnread }: Narrowing): boolean {
  return by !== null || channel !== null || fromDay !== null || toDay !== null || isUnread
}

function changeOf(key: string, value: string, today: string): Partial<Narrowing> | null {
  switch (key) {
    case 'канал':
    case 'channel':
      return { channel: value }
    case 'от':
    case 'from':
      return CLIENT.includes(value) ? { by: 'client' } : COMPANY.includes(value) ? { by: 'company' } : null
    case 'есть':
    case 'is':
      return UNREAD.includes(value) ? { isUnread: true } : null
    case 'с':
    case 'since': {
      const fromDay = dayOf(value, today)
      return fromDay === null ? null : { fromDay }
    }
    case 'до':
    case 'until': {
      const toDay = dayOf(value, today)
      return toDay === null ? null : { toDay }
    }
    default:
      return null
  }
}

/** «28.11», «28.11.2026», `2026-11-28`, «вчера»; `null`: no day. */
function dayOf(value: string, today: string): string | null {
  if (TODAY.includes(value)) return today
  if (YESTERDAY.includes(value)) return new Date(Date.parse(`${today}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10)
  const written = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?$/.exec(value)
  const iso = written
    ? `${written[3] ?? today.slice(0, 4)}-${(written[2] ?? '').padStart(2, '0')}-${(written[1] ?? '').padStart(2, '0')}`
    : value
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const time = Date.parse(`${iso}T00:00:00Z`)
  // The 31st of a month of thirty days is another day to Date.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : iso
}

const DAY_MS = 86_400_000
