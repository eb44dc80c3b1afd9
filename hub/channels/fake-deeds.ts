import type { SendFailure } from '#shared/domain/delivery'

import type { ActionResult, Candidate, StageMove, StartResult, StartWish, StepResult, Vacancy } from './channel'

/** What happens to the next deed. */
export type DeedFault =
  /** Done, the answer is lost. */
  | { readonly kind: 'lostAnswer' }
  | { readonly kind: 'lostRequest' }
  | { readonly kind: 'refuse'; readonly reason: SendFailure }
  /** The request is under way for ever: whoever waits for it is killed. */
  | { readonly kind: 'hang'; readonly isDone: boolean }

export const fakeMoves: readonly StageMove[] = [
  { externalId: 'consider', title: 'Подумать', stageTitle: 'Подумать', message: 'optional', template: null },
  { externalId: 'interview', title: 'Пригласить', stageTitle: 'Собеседование', message: 'optional', template: 'Ждём' },
  { externalId: 'offer', title: 'Оффер', stageTitle: 'Предложение', message: 'required', template: null },
]
export const fakeVacancies: readonly Vacancy[] = [{ externalId: 'v1', title: 'Курьер', url: null }]
export const fakeCandidate: Candidate = {
  externalId: 'abc',
  fullName: 'Иван Котов',
  position: 'Курьер',
  phones: [],
  hasOpenContacts: true,
  url: null,
}

/** What agents do to conversations on the platform of `fake-channel.ts`, each step made once under its key. */
export class FakeDeeds {
  /** In order, as the other side sees them. */
  readonly done: string[] = []
  readonly faults: DeedFault[] = []
  candidate: Candidate | null = fakeCandidate
  moves: readonly StageMove[] = fakeMoves
  private readonly made = new Set<string>()

  make(key: string, what: string): Promise<StepResult> {
    return this.perform(key, what, (detail): StepResult => ({ kind: 'unknown', detail }))
  }

  /** Repeating it changes nothing more. */
  repeat(what: string): Promise<ActionResult> {
    return this.perform(what, what, (detail): ActionResult => ({ kind: 'retry', retryAfterMs: null, detail }))
  }

  async start({ messageId, candidateExternalId, text }: StartWish, nowMs: number): Promise<StartResult> {
    if (this.candidate?.hasOpenContacts !== true) return { kind: 'refused', reason: 'contactsClosed', detail: null }
    const result = await this.make(messageId, `start ${candidateExternalId}: ${text}`)
    if (result.kind === 'refused')
      return { ...result, reason: result.reason === 'windowClosed' ? 'forbidden' : result.reason }
    if (result.kind !== 'done') return result
    const externalId = `no-vacancy ${candidateExternalId}`
    return {
      kind: 'started',
      chat: {
        externalId,
        clientExternalId: `resume:${candidateExternalId}`,
        clientName: this.candidate.fullName,
        avatarFileId: null,
        subject: null,
        createdAtMs: nowMs,
        access: 'open',
        isWithoutVacancy: true,
        reach: 'openContacts',
      },
      message: {
        chatExternalId: externalId,
        externalId: `first ${candidateExternalId}`,
        atMs: Math.floor(nowMs / 1000) * 1000,
        direction: 'out',
        authorName: null,
        content: { kind: 'text', text },
        quote: null,
        readAtMs: null,
        isReadByUs: true,
        isBackfill: false,
      },
    }
  }

  private async perform<T>(key: string, what: string, lost: (detail: string) => T) {
    const fault = this.faults.shift()
    const isDone = fault?.kind === 'lostAnswer' || (fault?.kind === 'hang' && fault.isDone)
    if ((!fault || isDone) && !this.made.has(key)) {
      this.made.add(key)
      this.done.push(what)
    }
    if (!fault) return { kind: 'done' } as const
    if (fault.kind === 'refuse') return { kind: 'refused', reason: fault.reason, detail: 'как сказано' } as const
    return fault.kind === 'hang' ? new Promise<never>(() => undefined) : lost('connection lost')
  }
}
