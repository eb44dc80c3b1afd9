import type { Answer, StageMove, StageMoves, StageWish, StepResult, WordlessMove } from '../channel'
import { actionResultOf, sendFailureOf, type Failure } from '../platform/failure'
import { parseEach } from '../platform/http/parse'
import type { Attempts } from './attempts'
import { topicOf, type HhContext } from './driver-context'
import { wireAction, type WireAction, type WireTopic } from './wire/schemas'

export interface StagesDeps {
  readonly context: HhContext
  readonly attempts: Attempts
  readonly onMoved: (topicId: string, chatId: string) => void
}

/** Stages of a response, from its own actions: what they are differs from vacancy to vacancy (facts/hh.md §4 and §5). */
export class Stages {
  constructor(private readonly deps: StagesDeps) {}

  async moves(chatId: string): Promise<Answer<StageMoves>> {
    const { context } = this.deps
    const topicId = topicOf(context, chatId)
    if (topicId === null) return { kind: 'notFound' }
    const topic = await context.api.topic(topicId, 'interactive')
    if (!topic.ok) return answerOf(topic.error)
    const { id, name } = topic.value.employer_state
    const wordless = wordlessOf(topic.value)
    const actions = actionsOf(topic.value).filter((action) => !wordless || messageOf(action) !== 'required')
    const templates = await Promise.all(actions.map((action) => this.templateOf(action)))
    const moves = actions
      .map((action, index) => moveOf(action, templates[index] ?? null))
      .map((move): StageMove => (wordless ? { ...move, message: 'none', template: null } : move))
    return { kind: 'ok', value: { current: { externalId: id, title: name || id }, wordless, moves } }
  }

  async move(wish: StageWish): Promise<StepResult> {
    const { context, attempts, onMoved } = this.deps
    const { chatExternalId: chatId, messageId, moveExternalId, text } = wish
    const topicId = topicOf(context, chatId)
    if (topicId === null) return { kind: 'refused', reason: 'chatGone', detail: null }
    const topic = await context.api.topic(topicId, 'interactive')
    if (!topic.ok) return actionResultOf(topic.error)
    const before = attempts.of(messageId)
    // Asked again: where the response stands now tells whether the step was made.
    if (before && before.before === topic.value.employer_state.id) {
      onMoved(topicId, chatId)
      return { kind: 'done' }
    }
    const action = actionsOf(topic.value).find(({ id }) => id === moveExternalId)
    if (!action) return { kind: 'refused', reason: 'rejected', detail: 'this stage is not offered any more' }
    if (text === null && messageOf(action) === 'required') return { kind: 'refused', reason: 'empty', detail: null }
    await attempts.note({ messageId, kind: 'stage', subject: topicId, before: action.resulting_employer_state.id })
    if (text !== null) await attempts.noteStageText(chatId, text)
    const moved = await context.api.act(action, text === null ? {} : { message: text })
    onMoved(topicId, chatId)
    return moved.ok ? { kind: 'done' } : stepResultOf(moved.error)
  }

  /** Its words are another paid method: without them one writes one's own. */
  private async templateOf({ templates }: WireAction): Promise<string | null> {
    const url = templates.find((template) => template.url != null)?.url
    if (url == null) return null
    const answer = await this.deps.context.api.template(url)
    return answer.ok ? (answer.value.mail?.text ?? null) : null
  }
}

type Move = WireAction & { readonly resulting_employer_state: { readonly id: string; readonly name: string } }

/** Those that lead to another stage, sub-actions included, in the platform's order. */
function actionsOf(topic: Pick<WireTopic, 'actions'>): Move[] {
  const all = parseEach(topic.actions, wireAction).parsed.flatMap((action) => [
    action,
    ...parseEach(action.sub_actions, wireAction).parsed,
  ])
  return all.flatMap((action) => {
    const { enabled, hidden, resulting_employer_state: stage } = action
    return enabled && !hidden && stage ? [{ ...action, resulting_employer_state: stage }] : []
  })
}

function moveOf(action: Move, template: string | null): StageMove {
  const { id, name, resulting_employer_state: stage } = action
  return { externalId: id, title: name || id, stageTitle: stage.name || stage.id, message: messageOf(action), template }
}

/** A message with a move goes the way of the old messages, with its limits (facts/hh.md §4 and §5). */
function wordlessOf({ messaging_status: status }: Pick<WireTopic, 'messaging_status'>): WordlessMove | null {
  switch (status ?? 'ok') {
    case 'ok':
      return null
    case 'in_a_row_limit':
      return 'unanswered'
    case 'overall_limit':
      return 'full'
    default:
      return 'closed'
  }
}

function messageOf(action: Pick<WireAction, 'arguments'>): StageMove['message'] {
  const message = action.arguments.find(({ id }) => id === 'message')
  if (!message) return 'none'
  return message.required ? 'required' : 'optional'
}

/** A lost answer leaves the step open; every other outcome is certain. */
export function stepResultOf(failure: Failure): Exclude<StepResult, { kind: 'done' }> {
  if (failure.kind === 'uncertain') return { kind: 'unknown', detail: failure.detail }
  if (failure.kind === 'stopped') return { kind: 'unknown', detail: 'stopped' }
  return actionResultOf(failure)
}

export function answerOf<T>(failure: Failure): Answer<T> {
  switch (failure.kind) {
    case 'notFound':
      return { kind: 'notFound' }
    case 'invalid':
    case 'declined':
      return { kind: 'refused', reason: sendFailureOf(failure), detail: failure.detail }
    case 'tariff':
    case 'unpaid':
    case 'forbidden':
    case 'unauthorised':
    case 'needsAuthorisation':
      return { kind: 'refused', reason: sendFailureOf(failure), detail: null }
    case 'unreachable':
    case 'uncertain':
      return { kind: 'unavailable', detail: failure.detail }
    case 'limited':
    case 'captcha':
    case 'accepted':
    case 'stopped':
      return { kind: 'unavailable', detail: failure.kind }
  }
}
