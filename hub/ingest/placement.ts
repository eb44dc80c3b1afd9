import type { Capabilities } from '#shared/domain/capabilities'
import type { MessageId } from '#shared/domain/ids'

import type { IngestedMessage } from '../channels/channel'
import type { NewId } from '../ids'
import { platformMessagesBetween, updateMessage, type StoredMessage } from '../store/messages'
import { heldOf } from '../store/outgoing'
import type { Write } from '../store/store'
import { idAfter, idBetween } from './id-between'

/** What orders a timeline: the time, then the id. */
export type Place = Pick<StoredMessage, 'id' | 'atMs'>

/**
 * The times of most platforms are whole seconds, so its order within one of them is in its listing alone. It is kept in
 * what is ours to choose: the id, and the milliseconds within that second.
 */
const MOMENT_MS = 1000

/** The newest id of the chat that stands below this place at the very same time. */
export type LowerIdOf = (place: Place) => Promise<MessageId | null>

/** Where a new message stands: beside those that its platform lists with the same time and that are stored. */
export async function placeOf(
  newId: NewId,
  message: IngestedMessage,
  stored: ReadonlyMap<string, Place>,
  lowerIdOf: LowerIdOf,
): Promise<Place> {
  const { atMs, externalId, moment = [] } = message
  const position = moment.indexOf(externalId)
  const places = moment.map((id) => {
    const place = stored.get(id)
    return place && isInMoment(place, atMs) ? place : null
  })
  const below = places.findLastIndex((place, index) => index < position && place !== null)
  const above = places.findIndex((place, index) => index > position && place !== null)
  const newer = places[above]
  if (newer) {
    // A step for each that is missing here: those that come later find room too.
    const lower = await lowerIdOf(newer)
    const id = idBetween(lower, newer.id, position - below, above - below)
    if (id !== null) return { id, atMs: newer.atMs }
  }
  return afterAll(places.slice(0, Math.max(0, position)), { id: newId<MessageId>(), atMs })
}

/**
 * One of ours keeps the id under which it was written, which may be long before: it gets the millisecond that puts it
 * where the platform has it. Answers that time.
 */
export async function placeAccepted(
  tx: Write,
  own: StoredMessage,
  twin: Place | null,
  externalId: string,
  atMs: number,
  { exactTimes = false }: Pick<Capabilities, 'exactTimes'>,
): Promise<number> {
  if (exactTimes) return atMs
  const held = await heldOf(tx, own.chatId)
  const moment = held.find((message) => message.externalId === externalId)?.moment ?? []
  return placeAmong(tx, own, { externalId, atMs, moment, twin })
}

/**
 * Whether one of ours may stand elsewhere than the platform lists it. Some do not say when they took it (hh.ru answers
 * with the id alone), so that the time of the answer stood for it until now.
 */
export function mayStandElsewhere(
  own: StoredMessage,
  { atMs, moment = [] }: IngestedMessage,
  { exactTimes = false }: Pick<Capabilities, 'exactTimes'>,
): boolean {
  if (exactTimes || own.direction !== 'out' || own.author.kind === 'outside') return false
  return !isInMoment(own, atMs) || moment.length > 1
}

/** The time that puts it where it is listed, beside all that is stored by now. */
export function placeListed(
  tx: Write,
  own: StoredMessage,
  { externalId, atMs, moment = [] }: IngestedMessage,
): Promise<number> {
  return placeAmong(tx, own, { externalId, atMs, moment, twin: null })
}

interface Listed {
  readonly externalId: string
  readonly atMs: number
  readonly moment: readonly string[]
  readonly twin: Place | null
}

async function placeAmong(tx: Write, own: StoredMessage, { externalId, atMs, moment, twin }: Listed): Promise<number> {
  const others = (await platformMessagesBetween(tx, own.chatId, atMs, atMs + MOMENT_MS)).filter(
    ({ id }) => id !== own.id,
  )
  if (others.length === 0) return atMs
  const position = moment.indexOf(externalId)
  // What is here before we hear of ours was there before ours, unless the platform told otherwise.
  const isNewer = (other: StoredMessage) =>
    twin ? isBefore(twin, other) : position >= 0 && moment.indexOf(other.externalId ?? '') > position
  const older = others.filter((other) => !isNewer(other))
  const place = afterAll(older, { id: own.id, atMs }, 'byTime')
  let last = place
  for (const other of others.filter(isNewer).sort(byPlace)) {
    const moved = afterAll([last], other, 'byTime')
    if (moved.atMs !== other.atMs) await updateMessage(tx, other.id, { atMs: moved.atMs })
    last = moved
  }
  return place.atMs
}

function byPlace(a: Place, b: Place): number {
  return isBefore(a, b) ? -1 : 1
}

function isInMoment(place: Place, atMs: number): boolean {
  return place.atMs >= atMs && place.atMs < atMs + MOMENT_MS
}

function isBefore(a: Place, b: Place): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.id < b.id)
}

/** `place`, moved up where it would not stand after all of these. */
function afterAll(places: readonly (Place | null)[], place: Place, move: 'byId' | 'byTime' = 'byId'): Place {
  let last: Place | null = null
  for (const other of places) if (other && (!last || isBefore(last, other))) last = other
  if (!last || isBefore(last, place)) return place
  if (last.atMs > place.atMs) return afterAll([last], { ...place, atMs: last.atMs }, move)
  const id = move === 'byId' ? idAfter(last.id) : null
  return id === null ? { ...place, atMs: last.atMs + 1 } : { id, atMs: last.atMs }
}
