import { constants, inflateRawSync } from 'node:zlib'

import { hubFrame } from '#shared/contract/sync'

import { toldBy, type Told } from './words'

const REMEMBERED = 64
const TAIL = Buffer.from([0, 0, 0xff, 0xff])

export interface KnownFrame {
  readonly type: string
  readonly upTo: number
  readonly caughtUp: boolean
  /** `seq` of the first and the last change; `null`: there is none. */
  readonly span: readonly [number, number] | null
  readonly isInOrder: boolean
  readonly told: readonly Told[]
  readonly feedId: string | null
}

/**
 * What stands in a frame. A thousand desks get the same bytes: whoever gets bytes that another has had compares them
 * and neither inflates nor parses them again, since the desks here share two processors with the hub.
 */
export class KnownFrames {
  private readonly recent: { readonly bytes: Buffer; readonly frame: KnownFrame }[] = []
  private next = 0
  parsed = 0

  of(bytes: Buffer, isDeflated: boolean): KnownFrame {
    for (let back = 1; back <= this.recent.length; back += 1) {
      const known = this.recent[(this.next - back + REMEMBERED) % REMEMBERED]
      if (known?.bytes.length === bytes.length && known.bytes.equals(bytes)) return known.frame
    }
    const frame = read(isDeflated ? inflate(bytes) : bytes)
    this.parsed += 1
    this.recent[this.next] = { bytes: Buffer.from(bytes), frame }
    this.next = (this.next + 1) % REMEMBERED
    return frame
  }
}

/** RFC 7692 §7.2.2: with the end that was left out. */
function inflate(payload: Buffer): Buffer {
  return inflateRawSync(Buffer.concat([payload, TAIL]), { finishFlush: constants.Z_SYNC_FLUSH })
}

function read(bytes: Buffer): KnownFrame {
  const frame = hubFrame.parse(JSON.parse(bytes.toString('utf8')))
  if (frame.type === 'welcome')
    return { type: 'welcome', upTo: 0, caughtUp: false, span: null, isInOrder: true, told: [], feedId: frame.feedId }
  if (frame.type !== 'changes' || frame.ahead)
    return {
      type: frame.type === 'changes' ? 'ahead' : frame.type,
      upTo: 0,
      caughtUp: false,
      span: null,
      isInOrder: true,
      told: [],
      feedId: null,
    }
  const { changes, upTo, caughtUp } = frame
  const told: Told[] = []
  for (const change of changes) {
    if (change.entity !== 'message' || change.row?.direction !== 'in' || change.row.content.kind !== 'text') continue
    const found = toldBy(change.row.content.text)
    if (found) told.push(found)
  }
  const [first, last] = [changes[0]?.seq, changes.at(-1)?.seq]
  const isInOrder = changes.every((change, index) => index === 0 || change.seq >= (changes[index - 1]?.seq ?? 0))
  const span = first === undefined || last === undefined ? null : ([first, last] as const)
  return { type: 'changes', upTo, caughtUp, span, isInOrder, told, feedId: null }
}
