import { ok } from '#shared/lib/result'

import type {
  Answer,
  Candidate,
  IngestedMessage,
  InvitationWish,
  StartResult,
  StartWish,
  StepResult,
  Vacancy,
} from '../channel'
import { actionResultOf, type Asked, type Failure } from '../platform/failure'
import { parseEach } from '../platform/http/parse'
import type { Attempts } from './attempts'
import type { ChatReader } from './chat-reader'
import { requireAccount, type HhContext } from './driver-context'
import { resumeIdOf } from './resume-reference'
import type { SentFinder } from './sent-finder'
import { answerOf, stepResultOf } from './stages'
import { mapMessage } from './wire/map-message'
import { fullNameOf, phonesOf } from './wire/map-response'
import { wireAction, wireChatItem, wireInvitable, wireParticipant, wireVacancy, type WireMessage } from './wire/schemas'

const CONTACTS_OPEN = 'FULL'
const CLOCK_TOLERANCE_MS = 60_000

export interface ContactsDeps {
  readonly context: HhContext
  readonly attempts: Attempts
  readonly chats: ChatReader
  readonly finder: SentFinder
  readonly onInvited: (vacancyId: string) => void
}

/** Writing first: to whose contacts are open, and inviting to a vacancy (spec M2 and M5). */
export class Contacts {
  constructor(private readonly deps: ContactsDeps) {}

  async find(reference: string): Promise<Answer<Candidate>> {
    const id = resumeIdOf(reference)
    return id === null ? { kind: 'unreadable' } : this.byId(id)
  }

  private async byId(id: string): Promise<Answer<Candidate>> {
    const answer = await this.deps.context.api.resume(id, 'interactive')
    if (!answer.ok) return isViewLimit(answer.error) ? { kind: 'viewLimit' } : answerOf(answer.error)
    const { title, contact_view_status: status, alternate_url: url } = answer.value
    const value = {
      externalId: answer.value.id,
      fullName: fullNameOf(answer.value),
      position: title === '' ? null : title,
      phones: phonesOf(answer.value),
      hasOpenContacts: status === CONTACTS_OPEN,
      url: url ?? null,
    }
    return { kind: 'ok', value }
  }

  async ofChat(chatId: string): Promise<Answer<Candidate>> {
    const resumeId = this.deps.context.state.value.chats[chatId]?.resumeId
    return resumeId == null ? { kind: 'notFound' } : this.byId(resumeId)
  }

  /**
   * The platform gives the conversation that there is, or makes one with the first message, and has no key against
   * repetition: so it is looked for before anything is asked for.
   */
  async start({ messageId, candidateExternalId: resumeId, text }: StartWish): Promise<StartResult> {
    const { context, attempts } = this.deps
    const known = await this.chatWith(resumeId)
    if (!known.ok) return startResultOf(known.error)
    const before = attempts.of(messageId)
    if (!before) await attempts.note({ messageId, kind: 'start', subject: resumeId, before: known.value })
    const chatBefore = before ? before.before : known.value
    if (known.value !== null) {
      const isMadeByUs = chatBefore === null
      return isMadeByUs
        ? this.started(known.value, messageId, text, before?.atMs ?? 0)
        : this.goOn(known.value, messageId, text, before?.atMs ?? context.platformClock.now())
    }
    const answer = await context.api.startChat(resumeId, text)
    if (!answer.ok) return startResultOf(answer.error)
    // What it answers is not documented.
    const made = answer.value?.id ? ok(answer.value.id) : await this.chatWith(resumeId)
    if (!made.ok || made.value === null) return { kind: 'unknown', detail: 'the new conversation is not listed yet' }
    return this.started(made.value, messageId, text, context.platformClock.now())
  }

  async vacancies(): Promise<Answer<readonly Vacancy[]>> {
    const account = await requireAccount(this.deps.context)
    if (!account.ok) return answerOf(account.error)
    const found: Vacancy[] = []
    for (let page = 0, pages = 1; page < pages; page += 1) {
      const answer = await this.deps.context.api.vacancies(account.value, page)
      if (!answer.ok) return answerOf(answer.error)
      pages = answer.value.pages
      const { parsed } = parseEach(answer.value.items, wireVacancy)
      found.push(
        ...parsed.map(({ id, name, alternate_url: url }) => ({ externalId: id, title: name, url: url ?? null })),
      )
    }
    return { kind: 'ok', value: found }
  }

  /** Whether somebody can be invited, and how, is said for this person of each vacancy. */
  async invite({ chatExternalId, messageId, vacancyExternalId, text }: InvitationWish): Promise<StepResult> {
    const { context, attempts, onInvited } = this.deps
    const resumeId = context.state.value.chats[chatExternalId]?.resumeId
    if (resumeId == null) return { kind: 'refused', reason: 'rejected', detail: 'the résumé is hidden or deleted' }
    const account = await requireAccount(context)
    if (!account.ok) return actionResultOf(account.error)
    const list = await context.api.invitables(account.value.employerId, resumeId)
    if (!list.ok) return actionResultOf(list.error)
    const vacancy = parseEach(list.value.items, wireInvitable).parsed.find(({ id }) => id === vacancyExternalId)
    if (!vacancy) return { kind: 'refused', reason: 'rejected', detail: 'this vacancy is not published any more' }
    if (vacancy.employer_negotiations_state) {
      if (!attempts.of(messageId))
        return { kind: 'refused', reason: 'rejected', detail: 'there is a response to this vacancy already' }
      onInvited(vacancyExternalId)
      return { kind: 'done' }
    }
    const action = parseEach(vacancy.negotiations_actions, wireAction).parsed.find(
      ({ enabled, hidden, method }) => enabled && !hidden && method === 'POST',
    )
    if (!action || vacancy.can_invite === false)
      return { kind: 'refused', reason: 'rejected', detail: 'hh.ru does not offer to invite to this vacancy' }
    await attempts.note({ messageId, kind: 'invite', subject: `${vacancyExternalId}:${resumeId}`, before: null })
    const message = text === '' ? {} : { message: text }
    const invited = await context.api.act(action, { resume_id: resumeId, vacancy_id: vacancyExternalId, ...message })
    onInvited(vacancyExternalId)
    if (invited.ok) return { kind: 'done' }
    return stepResultOf(invited.error)
  }

  /** The conversation about no vacancy that there is with this person. */
  private async chatWith(resumeId: string): Asked<string | null> {
    const { api, state } = this.deps.context
    for (let page = 0, pages = 1; page < pages; page += 1) {
      const answer = await api.chats(page, { vacancy_status: 'without' }, 'interactive')
      if (!answer.ok) return answer
      pages = answer.value.pages
      for (const { id } of parseEach(answer.value.items, wireChatItem).parsed) {
        const known = state.value.chats[id]
        if (known && known.resumeId !== resumeId) continue
        if (known) return ok(id)
        const people = await api.participants(id, 'interactive')
        if (!people.ok) {
          if (people.error.kind === 'notFound') continue
          return people
        }
        const { parsed } = parseEach(people.value.items, wireParticipant)
        if (parsed.some((person) => person.resume_id === resumeId)) return ok(id)
      }
    }
    return ok(null)
  }

  /** It began with our first message, or with somebody else's in the meantime. */
  private async started(chatId: string, messageId: string, text: string, sinceMs: number): Promise<StartResult> {
    const own = await this.deps.finder.ownSince(chatId, sinceMs - CLOCK_TOLERANCE_MS)
    if (!own.ok) return startResultOf(own.error)
    const found = own.value.find(({ payload }) => payload.text === text)
    return found ? this.resultFor(chatId, found) : this.goOn(chatId, messageId, text, sinceMs)
  }

  /** There was one: the text goes the ordinary way, once, under its key. */
  private async goOn(chatId: string, messageId: string, text: string, sinceMs: number): Promise<StartResult> {
    const sent = await this.deps.context.api.send(chatId, { text, idempotency_key: messageId })
    if (!sent.ok && sent.error.kind !== 'accepted') return startResultOf(sent.error)
    const own = await this.deps.finder.ownSince(chatId, sinceMs - CLOCK_TOLERANCE_MS)
    if (!own.ok) return startResultOf(own.error)
    const found = sent.ok
      ? own.value.find(({ id }) => id === sent.value.id)
      : own.value.find(({ payload }) => payload.text === text)
    return this.resultFor(chatId, found ?? null)
  }

  private async resultFor(chatId: string, message: WireMessage | null): Promise<StartResult> {
    const { context, chats } = this.deps
    const read = await chats.read(chatId, null)
    if (!read.ok) return startResultOf(read.error)
    const chat = context.facts.get(chatId)
    if (!chat) return { kind: 'unknown', detail: 'the new conversation could not be read yet' }
    return { kind: 'started', chat, message: message ? this.told(chatId, chat.clientName, message) : null }
  }

  private told(chatExternalId: string, clientName: string, message: WireMessage): IngestedMessage {
    const content = { kind: 'text', text: message.payload.text ?? '' } as const
    const nowMs = this.deps.context.platformClock.now()
    const details = { chatExternalId, clientName, isHistory: false, nowMs, isOfStage: false, moment: [] }
    return mapMessage(message, content, details)
  }
}

/** As error-mapping has it: `resumes` is said of nothing else. */
function isViewLimit(failure: Failure): boolean {
  return failure.kind === 'invalid' && failure.detail.startsWith('resumes: ')
}

function startResultOf(failure: Failure): StartResult {
  if (failure.kind === 'declined' && failure.reason === 'contactsClosed')
    return { kind: 'refused', reason: 'contactsClosed', detail: failure.detail }
  const result = stepResultOf(failure)
  switch (result.kind) {
    case 'unknown':
    case 'retry':
      return result
    case 'refused':
      return { ...result, reason: result.reason === 'windowClosed' ? 'forbidden' : result.reason }
  }
}
