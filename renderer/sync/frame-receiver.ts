import { hubFrame, type HubFrame } from '#shared/contract/sync'
import { describeError, type Logger } from '#shared/lib/logger'
import { readJson } from '#shared/lib/read-json'

/** Frames whose effect is in the cache; they are worked off one after another. */
export type OrderedFrame = Exclude<HubFrame, { type: 'pong' | 'typing' | 'present' }>

export interface FrameReceiverEvents {
  readonly process: (frame: OrderedFrame) => Promise<void>
  readonly typing: (frame: Extract<HubFrame, { type: 'typing' }>) => void
  readonly pong: (frame: Extract<HubFrame, { type: 'pong' }>) => void
  readonly present: (frame: Extract<HubFrame, { type: 'present' }>) => void
  /** The hub said something that cannot be, or the cache could not take it: this connection is of no use. */
  readonly failed: (cause: unknown) => void
}

/** One transaction of about this many rows stays short beside what the window reads meanwhile. */
const MAX_BATCH = 2_000

/** Parses what one socket brings and hands it on in order; batches that wait are taken together. */
export class FrameReceiver {
  private readonly inbox: OrderedFrame[] = []
  private isWorking = false
  private isOver = false

  constructor(
    private readonly logger: Logger,
    private readonly events: FrameReceiverEvents,
  ) {}

  /** What is being processed is finished; nothing after it is begun. */
  stop(): void {
    this.isOver = true
    this.inbox.length = 0
  }

  receive(text: string): void {
    if (this.isOver) return
    const frame = parseFrame(text)
    if (!frame) {
      this.logger.error('the hub sent a frame that this desk cannot read', { length: text.length })
      this.events.failed(null)
      return
    }
    if (frame.type === 'pong') {
      this.events.pong(frame)
      return
    }
    if (frame.type === 'typing') {
      this.events.typing(frame)
      return
    }
    if (frame.type === 'present') {
      this.events.present(frame)
      return
    }
    this.queue(frame)
    if (!this.isWorking) {
      this.isWorking = true
      this.work().catch((error: unknown) => {
        this.logger.error('a frame could not be worked off', { error: describeError(error) })
        if (!this.isOver) this.events.failed(error)
      })
    }
  }

  /** What somebody waits for goes before what only has to be kept; what was said of it before is older. */
  private queue(frame: OrderedFrame): void {
    const at = isAhead(frame) ? this.inbox.findIndex((other) => other.type === 'changes' && !other.ahead) : -1
    this.inbox.splice(at === -1 ? this.inbox.length : at, 0, frame)
  }

  private async work(): Promise<void> {
    try {
      for (let frame = this.next(); frame; frame = this.next()) await this.events.process(frame)
    } finally {
      this.isWorking = false
    }
  }

  private next(): OrderedFrame | undefined {
    const first = this.inbox.shift()
    if (first?.type !== 'changes' || first.ahead) return first
    let { upTo, caughtUp } = first
    const changes = [...first.changes]
    for (
      let other = this.inbox[0];
      other?.type === 'changes' && !other.ahead && changes.length < MAX_BATCH;
      other = this.inbox[0]
    ) {
      this.inbox.shift()
      changes.push(...other.changes)
      ;({ upTo, caughtUp } = other)
    }
    return { type: 'changes', changes, upTo, caughtUp }
  }
}

function isAhead(frame: OrderedFrame): boolean {
  return frame.type === 'changes' && frame.ahead !== undefined
}

function parseFrame(text: string): HubFrame | null {
  let value: unknown
  try {
    value = readJson(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  const parsed = hubFrame.safeParse(value)
  return parsed.success ? parsed.data : null
}
