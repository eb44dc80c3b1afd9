import { randomUUID } from 'node:crypto'
import { newTag } from '../calls/dialog'
import type { LineDialog } from './line-dialog'

export interface OutsideCall {
  /** The extension where it rings. */
  readonly number: string
  readonly from: string
  readonly displayName: string | null
  readonly callId: string
  /** Of the extension, and of whoever calls it. */
  readonly localTag: string
  readonly remoteTag: string
  state: 'early' | 'confirmed'
}

/** Calls that people outside make to extensions without a telephone here: for whoever watches those lines. */
export class OutsideCalls {
  private readonly byNumber = new Map<string, OutsideCall>()

  constructor(
    private readonly host: string,
    private readonly onChanged: () => void,
  ) {}

  ring(number: string, from: string, displayName: string | null): string {
    const callId = `${randomUUID()}@${this.host}`
    const tags = { localTag: newTag(), remoteTag: newTag() }
    this.byNumber.set(number, { number, from, displayName, callId, ...tags, state: 'early' })
    this.onChanged()
    return callId
  }

  answer(number: string): void {
    const call = this.byNumber.get(number)
    if (!call) throw new Error(`Expected a call at ${number}; ring() makes one`)
    call.state = 'confirmed'
    this.onChanged()
  }

  end(number: string): void {
    this.byNumber.delete(number)
    this.onChanged()
  }

  byCallId(callId: string): OutsideCall | undefined {
    return [...this.byNumber.values()].find((call) => call.callId === callId)
  }

  /** As the extension has it. */
  dialogOf(number: string, targetOf: (number: string) => string): LineDialog | undefined {
    const call = this.byNumber.get(number)
    if (!call) return undefined
    const { callId, localTag, remoteTag, state, from, displayName } = call
    const remote = { number: from, name: displayName, target: targetOf(from) }
    return { id: callId, callId, localTag, remoteTag, direction: 'recipient', state, remote }
  }

  clear(): void {
    this.byNumber.clear()
    this.onChanged()
  }
}
