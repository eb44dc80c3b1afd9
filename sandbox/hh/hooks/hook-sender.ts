import type { Clock } from '#shared/lib/clock'
import { DisposableStore } from '#shared/lib/disposable'

import type { Chat, Manager, Message, Topic, Vacancy } from '../model'
import { hhDate } from '../wire/dates'
import type { StageEvent, VacancyEvent, World } from '../world'
import { HookDelivery, type HookBehaviour } from './hook-delivery'
import type { HookAction, HookType } from './hook-types'

const CHANGES_MERGE_MS = 3000

export interface Subscription {
  readonly id: string
  readonly manager: Manager
  url: string
  actions: readonly HookAction[]
}

interface Line {
  readonly subscription: Subscription
  readonly delivery: HookDelivery
}

/** Tells each subscribed user of the application what happens (facts §7). One subscription per user. */
export class HookSender {
  private readonly owned = new DisposableStore()
  private readonly lines = new Map<string, Line>()
  private readonly changing = new Set<Vacancy>()
  private behaviour: Partial<HookBehaviour> = {}
  private lastEvent = 500

  constructor(
    private readonly world: World,
    private readonly clock: Clock,
    private readonly timeoutMs: () => number,
  ) {
    this.owned.add(world.topicAdded.on((topic) => this.handleTopic(topic)))
    this.owned.add(world.messageAdded.on(({ chat, message }) => this.handleMessage(chat, message)))
    this.owned.add(world.stageMoved.on((event) => this.handleStage(event)))
    this.owned.add(world.vacancyChanged.on((event) => this.handleVacancy(event)))
  }

  /** `null`: the user has one already. */
  subscribe(manager: Manager, url: string, actions: readonly HookAction[]): Subscription | null {
    if (this.lines.has(manager.userId)) return null
    const subscription = { id: this.world.newId(), manager, url, actions }
    const delivery = new HookDelivery(this.clock, subscription, this.timeoutMs)
    this.lines.set(manager.userId, { subscription, delivery })
    this.applyBehaviour()
    return subscription
  }

  of(userId: string): Subscription | null {
    return this.lines.get(userId)?.subscription ?? null
  }

  forgetUser(userId: string): void {
    this.lines.get(userId)?.delivery.dispose()
    this.lines.delete(userId)
  }

  state() {
    return [...this.lines.values()].map(({ subscription, delivery }) => ({
      id: subscription.id,
      managerId: subscription.manager.id,
      url: subscription.url,
      actions: subscription.actions,
      isBlocked: delivery.isBlocked,
      ...delivery.counts,
    }))
  }

  setBehaviour(change: Partial<HookBehaviour>): void {
    this.behaviour = { ...this.behaviour, ...change }
    this.applyBehaviour()
  }

  wake(): void {
    for (const { delivery } of this.lines.values()) delivery.wake()
  }

  dispose(): void {
    this.owned.dispose()
    for (const { delivery } of this.lines.values()) delivery.dispose()
  }

  private applyBehaviour(): void {
    for (const { delivery } of this.lines.values()) {
      delivery.behaviour = { ...delivery.behaviour, ...this.behaviour }
      if (!delivery.behaviour.reorder) delivery.flushHeld()
    }
  }

  private handleTopic({ id, chat, vacancy, resume, createdAtMs, isResponse }: Topic): void {
    const about = {
      topic_id: id,
      chat_id: chat.id,
      vacancy_id: vacancy.id,
      resume_id: resume.isGone ? null : resume.id,
    }
    const payload = { ...about, employer_id: vacancy.employer.id }
    const date = hhDate(createdAtMs)
    if (isResponse) this.tellOf(vacancy, 'NEW_NEGOTIATION_VACANCY', { ...payload, negotiation_date: date })
    this.tellOf(vacancy, 'NEW_RESPONSE_OR_INVITATION_VACANCY', { ...payload, response_date: date })
  }

  /** Neither text nor vacancy; only to those who take part in the chat. */
  private handleMessage(chat: Chat, { id, type, createdAtMs, sender }: Message): void {
    for (const line of this.lines.values()) {
      const seats = chat.participants.filter(({ managerId }) => managerId === line.subscription.manager.id)
      const [seat] = seats
      if (!seat?.isActive) continue
      this.tell(line, 'CHAT_MESSAGE_CREATED', {
        chat_id: chat.id,
        message_id: id,
        message_type: type,
        creation_time: hhDate(createdAtMs),
        role: sender.role,
        sender_participant_id: sender.id,
        is_current_participant: sender === seat,
      })
    }
  }

  private handleStage({ topic, from, manager }: StageEvent): void {
    this.tellOf(topic.vacancy, 'NEGOTIATION_EMPLOYER_STATE_CHANGE', {
      topic_id: topic.id,
      vacancy_id: topic.vacancy.id,
      resume_id: topic.resume.id,
      from_state: from,
      to_state: topic.employerState,
      employer_manager_id: manager.id,
      transferred_at: hhDate(topic.updatedAtMs),
    })
  }

  private handleVacancy({ vacancy, what }: VacancyEvent): void {
    const date = hhDate(this.world.clock.now())
    switch (what) {
      case 'published':
        this.tellOf(
          vacancy,
          'VACANCY_PUBLICATION_FOR_VACANCY_MANAGER',
          { vacancy_id: vacancy.id, employer_manager_id: vacancy.manager.id, creation_date: date },
          // "For the vacancy's manager", and without settings.
          ({ manager }) => manager === vacancy.manager,
        )
        return
      case 'changed':
        this.mergeChange(vacancy)
        return
      case 'prolonged':
        this.tellOf(vacancy, 'VACANCY_PROLONGATION', { vacancy_id: vacancy.id, prolongation_date: date })
        return
      case 'archived':
        this.tellOf(vacancy, 'VACANCY_ARCHIVATION', { vacancy_id: vacancy.id, archivation_date: date })
    }
  }

  /** A few seconds of changes are one event. */
  private mergeChange(vacancy: Vacancy): void {
    if (this.changing.has(vacancy)) return
    this.changing.add(vacancy)
    const timer = this.owned.add(
      this.clock.schedule(CHANGES_MERGE_MS, () => {
        this.owned.release(timer)
        this.changing.delete(vacancy)
        this.tellOf(vacancy, 'VACANCY_CHANGE', { vacancy_id: vacancy.id, change_date: hhDate(vacancy.changedAtMs) })
      }),
    )
  }

  private tellOf(
    vacancy: Vacancy,
    type: HookType,
    payload: Readonly<Record<string, unknown>>,
    isMeant: (subscription: Subscription) => boolean = () => true,
  ): void {
    for (const line of this.lines.values()) {
      const { manager, actions } = line.subscription
      if (manager.employer !== vacancy.employer || !isMeant(line.subscription)) continue
      const isMineOnly = actions.find((action) => action.type === type)?.settings?.vacancies_only_mine === true
      if (isMineOnly && vacancy.manager !== manager) continue
      this.tell(line, type, payload)
    }
  }

  private tell({ subscription, delivery }: Line, type: HookType, payload: Readonly<Record<string, unknown>>): void {
    if (!subscription.actions.some((action) => action.type === type)) return
    this.lastEvent += 1
    delivery.send({
      id: `evt-${String(this.lastEvent)}`,
      action_type: type,
      subscription_id: subscription.id,
      user_id: subscription.manager.userId,
      payload,
    })
  }
}
