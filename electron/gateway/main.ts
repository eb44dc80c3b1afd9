import { gateway, type GatewayReportsContract } from '#shared/contract/gateway-process'
import type { EventsOf } from '#shared/contract/define'
import { systemClock } from '#shared/lib/clock'
import { describeError } from '#shared/lib/logger'
import { createGateway } from './gateway'

/**
 * Entry of the gateway process (Electron's utility process). It holds no state that could not be made again: main
 * starts another when it dies and negotiates the live calls anew. Main's end: electron/media/gateway-process.ts.
 */
type FromMain =
  | {
      readonly type: 'request'
      readonly id: number
      readonly name: keyof typeof gateway.members
      readonly args: unknown
    }
  | { readonly type: 'ping' }

const port = process.parentPort

function report<K extends keyof EventsOf<GatewayReportsContract>>(
  name: K,
  payload: EventsOf<GatewayReportsContract>[K],
): void {
  port.postMessage({ type: 'report', name, payload })
}

const { handlers } = createGateway({
  clock: systemClock,
  random: Math.random,
  warn: (callId, text) => {
    report('warned', { callId, text })
  },
})

async function answer({ id, name, args }: FromMain & { type: 'request' }): Promise<void> {
  try {
    // `name` comes from main, which is compiled against the same contract; what it says is parsed like anything else.
    const handle = handlers[name] as (args: unknown) => unknown
    port.postMessage({ type: 'reply', id, value: await handle(gateway.members[name].args.parse(args)) })
  } catch (error) {
    port.postMessage({ type: 'threw', id, message: describeError(error) })
  }
}

port.on('message', ({ data }: { data: FromMain }) => {
  if (data.type === 'ping') port.postMessage({ type: 'pong' })
  else void answer(data)
})

// A defect of one call must not silence the others; what is broken beyond that shows as silence and is ended by main.
process.on('uncaughtException', (error) => {
  report('warned', { callId: null, text: describeError(error) })
})
process.on('unhandledRejection', (reason) => {
  report('warned', { callId: null, text: describeError(reason) })
})

port.postMessage({ type: 'ready' })
