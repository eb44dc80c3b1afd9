import { sql } from 'drizzle-orm'

import { meaningOfStage, type Applicant, type StepMade } from '#shared/domain/report/funnel'
import type { ChannelId, ChatId } from '#shared/domain/ids'

import { CLIENT_NAME, type Period } from './case-selection'
import type { Read } from './store'

export interface ApplicantPlace {
  readonly atMs: number
  readonly id: string
}

export interface ApplicantPage {
  readonly applicants: readonly Applicant[]
  /** `null`: there are no more. */
  readonly last: ApplicantPlace | null
}

export interface VacancyWish {
  readonly channelId: ChannelId
  readonly vacancyId: string
}

/** As migration 0481 has it in its index. */
const RESPONDED = sql`(chats.response ->> 'respondedAtMs')::numeric`

interface Row extends Readonly<Record<string, unknown>> {
  readonly id: ChatId
  readonly channelId: ChannelId
  readonly vacancyId: string
  readonly vacancyTitle: string
  readonly name: string
  readonly respondedAtMs: string | number
  readonly slug: string | null
  readonly reach: string | null
  readonly answeredAtMs: string | number | null
  readonly talkedAtMs: string | number | null
  readonly moves: readonly { readonly atMs: number; readonly to: string | null }[] | null
}

/** A page of those who responded in the period, with every step that is known of them. */
export async function applicantsPage(
  view: Read,
  { fromMs, untilMs }: Period,
  stages: ReadonlyMap<string, string>,
  wish: VacancyWish | null,
  after: ApplicantPlace | null,
  limit: number,
): Promise<ApplicantPage> {
  const isLater = after ? sql`and (${RESPONDED}, chats.id) > (${after.atMs}::numeric, ${after.id}::uuid)` : sql``
  const isWished = wish
    ? sql`and chats.channel_id = ${wish.channelId}::uuid
        and chats.response -> 'vacancy' ->> 'externalId' = ${wish.vacancyId}`
    : sql``
  const { rows } = await view.db.execute<Row>(sql`
    select chats.id, chats.channel_id as "channelId", chats.response -> 'vacancy' ->> 'externalId' as "vacancyId",
      chats.response -> 'vacancy' ->> 'title' as "vacancyTitle", ${RESPONDED} as "respondedAtMs",
      coalesce(nullif(chats.response ->> 'fullName', ''), ${CLIENT_NAME}) as name,
      chats.response -> 'stage' ->> 'slug' as slug, chats.reach,
      (select at_ms from messages where chat_id = chats.id and at_ms >= ${RESPONDED} and direction = 'out'
        and author ->> 'kind' in ('agent', 'outside')
        and coalesce(delivery ->> 'state', '') not in ('failed', 'scheduled')
        order by at_ms limit 1) as "answeredAtMs",
      (select min(started_at_ms) from calls where calls.chat_id = chats.id and outcome = 'answered'
        and started_at_ms >= ${RESPONDED}) as "talkedAtMs",
      (select jsonb_agg(jsonb_build_object('atMs', at_ms, 'to', content -> 'event' ->> 'to') order by at_ms)
        from messages where chat_id = chats.id and content ->> 'kind' = 'chatEvent'
        and content -> 'event' ->> 'kind' in ('invited', 'stageMoved')
        and content -> 'event' -> 'outcome' is null) as moves
    from chats
    join clients on clients.id = chats.client_id
    left join client_cards as card on card.id = clients.card_id
    where chats.response is not null and ${RESPONDED} >= ${fromMs} and ${RESPONDED} < ${untilMs}
      ${isWished} ${isLater}
    order by ${RESPONDED}, chats.id limit ${limit}
  `)
  const last = rows.length < limit ? undefined : rows.at(-1)
  return {
    applicants: rows.map((row) => applicantOf(row, stages)),
    last: last === undefined ? null : { atMs: Number(last.respondedAtMs), id: last.id },
  }
}

/** What stages are called in the platforms' words, to what they are: lines of the timeline name them by title alone. */
export async function knownStages(view: Read): Promise<ReadonlyMap<string, string>> {
  const { rows } = await view.db.execute<{ title: string; slug: string }>(sql`
    select distinct response -> 'stage' ->> 'title' as title, response -> 'stage' ->> 'slug' as slug
    from chats where response -> 'stage' ->> 'slug' is not null
  `)
  return new Map(rows.map(({ title, slug }) => [title, slug]))
}

function applicantOf(row: Row, stages: ReadonlyMap<string, string>): Applicant {
  const made = (atMs: string | number | null): StepMade | undefined =>
    atMs === null ? undefined : { atMs: Number(atMs) }
  const moves = (row.moves ?? []).map(({ atMs, to }) => ({
    atMs,
    meaning: to === null ? ('invitation' as const) : meaningOfStage(stages.get(to) ?? ''),
  }))
  const now = row.slug === null ? null : meaningOfStage(row.slug)
  const step = (meaning: 'invitation' | 'hired' | 'refused', isNow: boolean): StepMade | undefined => {
    const move = moves.find((each) => each.meaning === meaning)
    return move ? { atMs: move.atMs } : isNow ? { atMs: null } : undefined
  }
  const isInvited = row.reach === 'invited' || now === 'invitation' || now === 'hired'
  const steps = {
    response: made(row.respondedAtMs),
    answer: made(row.answeredAtMs),
    call: made(row.talkedAtMs),
    invitation: step('invitation', isInvited),
    // How it ended is how it stands: whoever was taken back after a refusal is not refused.
    hired: now === 'hired' ? step('hired', true) : undefined,
    refused: now === 'refused' ? step('refused', true) : undefined,
  }
  return {
    chatId: row.id,
    channelId: row.channelId,
    vacancyId: row.vacancyId,
    vacancyTitle: row.vacancyTitle,
    name: row.name,
    made: Object.fromEntries(Object.entries(steps).filter(([, one]) => one !== undefined)),
  }
}
