import type { HandlersOf, EventsOf } from '#shared/contract/define'
import type { MediaContract, MediaReportsContract } from '#shared/contract/ipc/media'

export type MediaHandlers = HandlersOf<MediaContract>
type Reports = EventsOf<MediaReportsContract>
export type Report = <K extends keyof Reports>(name: K, payload: Reports[K]) => void

/** Main's end: electron/media/port-protocol.ts. Main is trusted and parses what it hears; nothing is parsed here. */
type FromMain =
  | { readonly type: 'request'; readonly id: number; readonly name: keyof MediaHandlers; readonly args: never }
  | { readonly type: 'ping' }

const HAND_OVER = 'otklik:media-port'

/** Waits for the port that the preload hands over, then answers main's requests one by one as they come. */
export function connectToMain(createHandlers: (report: Report) => MediaHandlers): void {
  window.addEventListener('message', (event) => {
    const port = event.ports[0]
    if (event.source !== window || event.data !== HAND_OVER || !port) return
    const handlers = createHandlers((name, payload) => {
      port.postMessage({ type: 'report', name, payload })
    })
    port.onmessage = ({ data }: MessageEvent<FromMain>) => {
      if (data.type === 'ping') port.postMessage({ type: 'pong' })
      else void answer(port, handlers, data)
    }
    port.postMessage({ type: 'ready' })
  })
}

async function answer(
  port: MessagePort,
  handlers: MediaHandlers,
  { id, name, args }: FromMain & { type: 'request' },
): Promise<void> {
  try {
    // `name` and `args` come from main, which is compiled against the same contract.
    const handler = handlers[name] as (args: unknown) => unknown
    port.postMessage({ type: 'reply', id, value: await handler(args) })
  } catch (error) {
    port.postMessage({
      type: 'threw',
      id,
      message: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    })
  }
}
