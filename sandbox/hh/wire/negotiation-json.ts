import type { Resume, Topic, Vacancy } from '../model'
import { APPLICANT_STATES, PHONE_CALLS, type Stage } from '../rules/funnel'
import { collectionOf, hasUpdates, messagingStatus, stagesFor, unreadByEmployer } from '../rules/negotiation-rules'
import type { World } from '../world'
import { hhDate } from './dates'

/** Facts §4, field for field. `chat_id` is a number here and nowhere else. */
export function topicJson(world: World, topic: Topic) {
  const { id, chat, resume, vacancy } = topic
  const stage = stageOf(vacancy, topic.employerState)
  return {
    id,
    url: `${world.baseUrl}/negotiations/${id}`,
    chat_id: Number(chat.id),
    state: { id: topic.state, name: APPLICANT_STATES[topic.state] },
    employer_state: nameJson(stage),
    funnel_stage: vacancy.funnel.isOwn
      ? { id: `${vacancy.id}-${stage.id}`, state: nameJson(stage), substate: null }
      : null,
    created_at: hhDate(topic.createdAtMs),
    updated_at: hhDate(updatedAtMs(topic)),
    has_updates: hasUpdates(topic),
    viewed_by_opponent: topic.isViewedByApplicant,
    messaging_status: messagingStatus(topic),
    messages_url: `${world.baseUrl}/negotiations/${id}/messages`,
    counters: {
      messages: chat.messages.filter(({ type, isDeleted }) => type === 'SIMPLE' && !isDeleted).length,
      unread_messages: unreadByEmployer(topic).length,
    },
    source: topic.source,
    actions: stagesFor(topic).map((next) => actionJson(world, topic, next)),
    templates: [],
    tags: [],
    test_result: null,
    chat_bot: null,
    applicant_question_state: topic.source === 'APPLICANT_QUESTIONS',
    professional_roles: [],
    resume: resume.isGone ? null : shortResumeJson(world, resume),
  }
}

/** The last thing that happened on either side; the order `updated_at` of lists. */
export function updatedAtMs({ updatedAtMs: movedAtMs, chat }: Topic): number {
  return Math.max(movedAtMs, chat.messages.at(-1)?.createdAtMs ?? 0)
}

export function collectionsJson(world: World, vacancy: Vacancy) {
  const { stages, hasCalls } = vacancy.funnel
  const roots = [...stages.filter(({ root }) => root === undefined), ...(hasCalls ? [PHONE_CALLS] : [])]
  return roots.map((stage) => ({
    ...collectionJson(world, vacancy, stage),
    description: stage.description,
    sub_collections: stages
      .filter(({ root }) => root === stage.id)
      .map((sub) => ({ ...collectionJson(world, vacancy, sub), root_collection: stage.id })),
  }))
}

/** What stands in a collection, its sub-collections included. `null`: this vacancy has no such collection. */
export function topicsIn(world: World, vacancy: Vacancy, collection: string): Topic[] | null {
  const { stages, hasCalls } = vacancy.funnel
  const isKnown = stages.some(({ id }) => id === collection) || (hasCalls && collection === PHONE_CALLS.id)
  if (!isKnown) return null
  const within = new Set([collection, ...stages.filter(({ root }) => root === collection).map(({ id }) => id)])
  return world.topicsOf(vacancy).filter((topic) => topic.state !== 'hidden' && within.has(collectionOf(topic)))
}

export const ORDERS = [
  { id: 'created_at', name: 'по дате отклика' },
  { id: 'updated_at', name: 'по дате изменения' },
] as const

export function inviteJson(world: World, stage: Stage) {
  return {
    id: stage.id,
    name: stage.name,
    method: 'POST',
    url: `${world.baseUrl}/negotiations/${stage.id}`,
    enabled: true,
    hidden: false,
    arguments: [
      { id: 'resume_id', required: true, required_arguments: [] },
      { id: 'vacancy_id', required: true, required_arguments: [] },
      ...argumentsJson(stage),
    ],
    resulting_employer_state: nameJson(stage),
    templates: [],
    sub_actions: [],
  }
}

export function nameJson({ id, name }: Stage) {
  return { id, name }
}

export function stageOf(vacancy: Vacancy, id: string): Stage {
  const found = vacancy.funnel.stages.find((stage) => stage.id === id)
  if (!found) throw new Error(`Vacancy ${vacancy.id} has no stage ${id}`)
  return found
}

function actionJson(world: World, topic: Topic, stage: Stage) {
  return {
    id: stage.id,
    name: stage.name,
    method: 'PUT',
    url: `${world.baseUrl}/negotiations/${stage.id}/${topic.id}`,
    enabled: true,
    hidden: false,
    arguments: argumentsJson(stage),
    resulting_employer_state: nameJson(stage),
    templates: [
      {
        id: stage.id,
        name: `Шаблон «${stage.name}»`,
        quick: false,
        url: `${world.baseUrl}/message_templates/${stage.id}?topic_id=${topic.id}`,
      },
    ],
    sub_actions: [],
  }
}

function argumentsJson(stage: Stage) {
  return [
    { id: 'message', required: stage.isMessageRequired ?? false, required_arguments: [] },
    { id: 'send_sms', required: false, required_arguments: [{ id: 'message' }] },
    ...(stage.hasAddress ? [{ id: 'address_id', required: false, required_arguments: [] }] : []),
  ]
}

function collectionJson(world: World, vacancy: Vacancy, stage: Stage) {
  const topics = topicsIn(world, vacancy, stage.id) ?? []
  const url = `${world.baseUrl}/negotiations/${stage.id}?vacancy_id=${vacancy.id}`
  return {
    id: stage.id,
    name: stage.name,
    url,
    counters: { total: topics.length, with_updates: topics.filter(hasUpdates).length },
    order_types: ORDERS.map((order) => ({ ...order, url: `${url}&order_by=${order.id}` })),
  }
}

function shortResumeJson(world: World, { id, text, person, areNamesHidden }: Resume) {
  return {
    id,
    title: text.title,
    first_name: areNamesHidden ? null : person.firstName,
    last_name: areNamesHidden ? null : person.lastName,
    middle_name: areNamesHidden ? null : person.middleName,
    age: ageOf(person.birthDate, world.clock.now()),
    alternate_url: `https://hh.ru/resume/${id}`,
  }
}

export function ageOf(birthDate: string, nowMs: number): number {
  const today = new Date(nowMs).toISOString().slice(0, 10)
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0)
}
