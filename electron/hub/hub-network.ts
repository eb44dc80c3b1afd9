import type { AnswerToHub, HubQuestion } from '#shared/contract/hub-process'
import type { Disposable } from '#shared/lib/disposable'
import type { TunnelPorts } from '#shared/node/tunnel'

/** The way to the network of this desk, which its own hub takes as well. */
export interface HubsWay extends Pick<TunnelPorts, 'resolveProxy' | 'answer'> {
  readonly onChanged: (listener: () => void) => Disposable
}

/** What the hub of this computer asks of the way to a server. */
export async function answerHub(question: HubQuestion, way: HubsWay): Promise<AnswerToHub> {
  const { id } = question
  return question.type === 'askRoute'
    ? { type: 'route', id, said: await way.resolveProxy(question.url) }
    : { type: 'proxyLogin', id, credentials: await way.answer(question.challenge, question.refused) }
}
