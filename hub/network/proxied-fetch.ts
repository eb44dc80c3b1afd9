import { Agent, buildConnector, fetch as librarysFetch } from 'undici'

import type { ExchangeAnswer, ExchangeRequest } from './exchange'
import { portOf, type ThroughProxy } from './through-proxy'
import { undiciExchange } from './undici-exchange'

/** The same by the standard; Node's types, the browser's and the library's are of three versions. */
const send: unknown = librarysFetch

/** Node's own `fetch` takes no proxy; this is the same code with connections of ours beneath. */
export class ProxiedFetch {
  private agent: Agent

  constructor(private readonly throughProxy: ThroughProxy) {
    this.agent = this.newAgent()
  }

  readonly fetch: typeof fetch = (input, init) => {
    const options: object = { ...init, dispatcher: this.agent }
    return (send as typeof fetch)(input, options)
  }

  exchange(request: ExchangeRequest): Promise<ExchangeAnswer> {
    return undiciExchange(request, this.agent)
  }

  /** What is kept open is for requests that have begun. */
  renew(): void {
    const former = this.agent
    this.agent = this.newAgent()
    void former.close()
  }

  private newAgent(): Agent {
    return new Agent({ connect: connectorOf(this.throughProxy) })
  }
}

function connectorOf(throughProxy: ThroughProxy): buildConnector.connector {
  const connect = buildConnector({})
  return (options, callback) => {
    throughProxy(options.hostname, portOf(options)).then(
      (tunnel) => {
        if (!tunnel) connect(options, callback)
        else if (options.protocol === 'https:') connect({ ...options, httpSocket: tunnel }, callback)
        else callback(null, tunnel)
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), null)
      },
    )
  }
}
