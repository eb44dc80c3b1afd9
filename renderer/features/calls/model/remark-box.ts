import type { CallId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import type { DeskData } from '../../../data/desk-data'
import { DraftSaver } from '../../../data/draft-saver'

export interface RemarkBoxOptions {
  readonly callId: CallId
  readonly data: Pick<DeskData, 'readCallRemark' | 'saveCallRemarkDraft' | 'remarkOnCall'>
  readonly clock: Clock
  /** Told what stands in it, first when that is known. */
  readonly onText: (text: string) => void
}

/**
 * The box in which one writes about a call. What is typed is a draft at every pause; it goes to the colleagues when the
 * box is left, and not before the call is over: until then the hub has nothing to keep it with.
 */
export class RemarkBox implements Disposable {
  private text: string | null = null
  private isChanged = false
  private isRunning = true
  private isDisposed = false
  private readonly saver: DraftSaver

  constructor(private readonly options: RemarkBoxOptions) {
    this.saver = new DraftSaver(options.clock, () => {
      void options.data.saveCallRemarkDraft(options.callId, this.text ?? '')
    })
  }

  async read(): Promise<void> {
    const kept = await this.options.data.readCallRemark(this.options.callId)
    if (this.isDisposed || this.text !== null) return
    this.text = kept
    this.options.onText(kept)
  }

  setRunning(isRunning: boolean): void {
    this.isRunning = isRunning
  }

  change(text: string): void {
    this.text = text
    this.isChanged = true
    this.saver.change()
    this.options.onText(text)
  }

  /** Is it with the call now, or still a draft? */
  leave(): void {
    if (!this.isChanged || this.isRunning) {
      this.saver.flush()
      return
    }
    this.saver.dispose()
    this.isChanged = false
    void this.options.data.remarkOnCall(this.options.callId, (this.text ?? '').trim())
  }

  dispose(): void {
    if (this.isDisposed) return
    this.isDisposed = true
    this.leave()
    this.saver.dispose()
  }
}
