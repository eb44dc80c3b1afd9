import type { AnswerToHub, HubQuestion } from '#shared/contract/hub-process'
import type { Clock } from '#shared/lib/clock'
import type { TunnelPorts } from '#shared/node/tunnel'

import { NoWayError } from './no-way-error'

/** A script that names proxies may have to be fetched first. */
const ROUTE_WITHIN_MS = 5_000
/** The person is asked as long as it takes, but no request waits for that: the next one finds what they said. */
const LOGIN_WITHIN_MS = 3_000

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

/** The way to the network of a hub that a desk has started: Electron's main knows the proxy and who one is there. */
export class MainsNetwork implements TunnelPorts {
  private lastId = 0
  private readonly waiting = new Map<number, (answer: AnswerToHub) => void>()

  constructor(
    private readonly post: (question: HubQuestion) => void,
    readonly clock: Clock,
  ) {}

  readonly resolveProxy: TunnelPorts['resolveProxy'] = async (url) => {
    const answer = await this.ask({ type: 'askRoute', url }, ROUTE_WITHIN_MS)
    if (answer?.type !== 'route') throw new NoWayError('proxyFailed', 'nobody has said by which proxy')
    return answer.said
  }

  readonly answer: TunnelPorts['answer'] = async (challenge, refused) => {
    const answer = await this.ask({ type: 'askProxyLogin', challenge, refused }, LOGIN_WITHIN_MS)
    return answer?.type === 'proxyLogin' ? answer.credentials : null
  }

  /** Late ones are nobody's. */
  handle(answer: AnswerToHub): void {
    this.waiting.get(answer.id)?.(answer)
  }

  private ask(question: Unnumbered<HubQuestion>, withinMs: number): Promise<AnswerToHub | null> {
    this.lastId += 1
    const id = this.lastId
    return new Promise((resolve) => {
      const settle = (answer: AnswerToHub | null): void => {
        this.waiting.delete(id)
        timer.dispose()
        resolve(answer)
      }
      const timer = this.clock.schedule(withinMs, () => {
        settle(null)
      })
      this.waiting.set(id, settle)
      this.post({ ...question, id })
    })
  }
}
