import type { HandlersOf } from '#shared/contract/define'
import type { NetworkContract, NetworkQuestion } from '#shared/contract/ipc/network'
import type { Clock } from '#shared/lib/clock'
import type { AskedLogin, GivenLogin } from './proxy-logins'

export interface QuestionsOptions {
  /** The windows look what waits now. */
  readonly onChanged: () => void
  readonly newId: () => string
  readonly clock: Clock
}

/** Whoever is not there is not waited for any longer; the next request asks again. */
export const WAIT_FOR_PERSON_MS = 300_000

type Answer =
  | { readonly kind: 'login'; readonly given: GivenLogin }
  | { readonly kind: 'certificate'; readonly fingerprint: string }
type Handled = 'getQuestion' | 'answerProxyLogin' | 'chooseCertificate' | 'dropQuestion'
export type AskedCertificates = Omit<Extract<NetworkQuestion, { kind: 'certificate' }>, 'kind' | 'id'>

interface Waiting {
  readonly question: NetworkQuestion
  readonly settle: (answer: Answer | null) => void
}

/** What the network asks the person, one after the other. */
export class Questions {
  private waiting: readonly Waiting[] = []

  constructor(private readonly options: QuestionsOptions) {}

  readonly handlers: Pick<HandlersOf<NetworkContract>, Handled> = {
    getQuestion: () => this.waiting[0]?.question ?? null,
    answerProxyLogin: ({ id, ...given }) => {
      this.settle(id, { kind: 'login', given })
      return null
    },
    chooseCertificate: ({ id, fingerprint }) => {
      this.settle(id, { kind: 'certificate', fingerprint })
      return null
    },
    dropQuestion: ({ id }) => {
      this.settle(id, null)
      return null
    },
  }

  async askLogin(asked: AskedLogin): Promise<GivenLogin | null> {
    const answer = await this.ask((id) => ({ kind: 'proxyLogin', id, ...asked }))
    return answer?.kind === 'login' ? answer.given : null
  }

  /** Answers with a fingerprint. */
  async askCertificate(asked: AskedCertificates): Promise<string | null> {
    const answer = await this.ask((id) => ({ kind: 'certificate', id, ...asked }))
    return answer?.kind === 'certificate' ? answer.fingerprint : null
  }

  private ask(questionOf: (id: string) => NetworkQuestion): Promise<Answer | null> {
    const { newId, clock, onChanged } = this.options
    const id = newId()
    return new Promise((settle) => {
      const timer = clock.schedule(WAIT_FOR_PERSON_MS, () => {
        this.settle(id, null)
      })
      const waiting: Waiting = {
        question: questionOf(id),
        settle: (answer) => {
          timer.dispose()
          settle(answer)
        },
      }
      this.waiting = [...this.waiting, waiting]
      onChanged()
    })
  }

  private settle(id: string, answer: Answer | null): void {
    const meant = this.waiting.find(({ question }) => question.id === id)
    if (!meant) return
    this.waiting = this.waiting.filter((each) => each !== meant)
    meant.settle(answer)
    this.options.onChanged()
  }
}
