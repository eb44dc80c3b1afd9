import { isNewTo } from '#shared/domain/unseen-words'
import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { expect } from 'vitest'

import type { Office } from './office'
import type { Played } from './schedule'
import type { WalkDesk } from './walk-desk'

/** What has to be true of schedules once everything is at rest. */
export async function judge(office: Office, played: readonly Played[]): Promise<void> {
  for (const one of played) await judgeOne(office, one)
  await judgeCursors(office)
}

async function judgeOne(office: Office, played: Played): Promise<void> {
  for (const [name, chatId] of played.chats) {
    const written = played.written.get(name) ?? []
    expect([...office.platform.texts(name)].sort(), 'each answer reached the client once').toEqual([...written].sort())
    const said = office.words.filter(({ chat }) => chat === name).map(({ id }) => id)
    const kept = await office.ask(
      `select external_id as id from messages where chat_id = $1 and direction = 'in' order by external_id collate "C"`,
      [chatId],
    )
    expect(
      kept.map(({ id }) => id),
      'each word of the client is kept once',
    ).toEqual(said.sort())
    await judgeDesks(office, chatId, written.length + said.length)
    await judgeSight(office, played, chatId)
  }
}

/** Every desk shows what the hubs have, once, and every answer as sent. */
async function judgeDesks(office: Office, chatId: ChatId, count: number): Promise<void> {
  const rows = await office.ask(
    `select id, content, delivery from messages where chat_id = $1 and content->>'kind' = 'text' order by id`,
    [chatId],
  )
  expect(rows.length, 'messages at the hubs').toBe(count)
  for (const desk of office.desks) {
    const shown = (await desk.written(chatId))
      .map(({ id, content, delivery }) => ({ id, content, delivery }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(shown, 'a desk shows what the hubs have').toEqual(rows)
  }
}

/** Whoever answered had before their eyes what was said before. */
async function judgeSight(office: Office, { desks }: Played, chatId: ChatId): Promise<void> {
  const begun = (await office.ask(
    `select messages.id, direction, author, content, is_history as "isHistory" from changes
      join messages on messages.id = entity_id::uuid where begun_in = $1 order by seq`,
    [chatId],
  )) as unknown as readonly Pick<Message, 'id' | 'direction' | 'author' | 'content' | 'isHistory'>[]
  for (const [place, { id, author, direction }] of begun.entries()) {
    if (direction !== 'out' || author.kind !== 'agent') continue
    const seen = desks.find(({ me }) => me === author.agentId)?.pressed.get(id) ?? new Set<MessageId>()
    const isNew = isNewTo(author.agentId)
    const unseen = begun.slice(0, place).filter((before) => isNew(before) && !seen.has(before.id))
    expect(unseen, 'written over what was not seen').toEqual([])
  }
}

/** A desk that was told that it has everything up to a place has really been given everything up to there. */
async function judgeCursors(office: Office): Promise<void> {
  const { judgedUpTo: beganAt } = office
  const changes = (await office.ask(
    `select seq::int as seq, entity, entity_id as id from changes where seq > $1 and entity in ('message', 'chat') order by seq`,
    [beganAt],
  )) as unknown as readonly { readonly seq: number; readonly entity: string; readonly id: string }[]
  for (const desk of office.desks) {
    expect(skippedBy(desk, changes, beganAt), 'passed over by the cursor of a desk').toEqual([])
    desk.forgetFrames()
  }
  office.judgedUpTo = changes.at(-1)?.seq ?? beganAt
}

function skippedBy(
  desk: WalkDesk,
  changes: readonly { readonly seq: number; readonly entity: string; readonly id: string }[],
  beganAt: number,
): readonly unknown[] {
  const given = new Map<string, number>()
  const skipped: unknown[] = []
  let whole = beganAt
  let cursor = 0
  for (const { upTo, isCaughtUp, rows } of desk.frames) {
    if (upTo < cursor) skipped.push({ upTo, cursor })
    cursor = upTo
    for (const { entity, id, seq } of rows) given.set(`${entity} ${id}`, seq)
    if (!isCaughtUp) continue
    for (const { seq, entity, id } of changes) {
      if (seq > whole && seq <= upTo && (given.get(`${entity} ${id}`) ?? 0) < seq) skipped.push({ seq, entity, id })
    }
    whole = Math.max(whole, upTo)
  }
  return skipped
}
