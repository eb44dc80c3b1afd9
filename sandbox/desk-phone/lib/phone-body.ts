export type BodyPhase = 'ringing' | 'dialling' | 'talking' | 'held'

export interface BodyCall {
  /** The phone’s own number of the call. */
  readonly id: string
  readonly line: number
  readonly number: string
  readonly direction: 'incoming' | 'outgoing'
  phase: BodyPhase
  isHeldThere: boolean
}

/** What happens in the phone, before a model gives it a name of its own. */
export type Happening =
  | 'incoming'
  | 'outgoing'
  | 'established'
  | 'terminated'
  | 'remoteCancelled'
  | 'calloutCancelled'
  | 'remoteBusy'
  | 'rejected'
  | 'missed'
  | 'hold'
  | 'unhold'
  | 'held'
  | 'unheld'
  | 'mute'
  | 'unmute'
  | 'transferFinished'
  | 'idleToBusy'
  | 'busyToIdle'
  | 'offHook'
  | 'onHook'

export type BodyListener = (happening: Happening, call: BodyCall | null) => void

const LINES = 2
const FIRST_ID = 10_001

/**
 * The telephone itself: two lines, a microphone, a keypad that acts on what is shown. Humans press its keys, the far
 * side and remote control act on it; whatever happens is told to the listener, in order.
 */
export class PhoneBody {
  readonly calls: BodyCall[] = []
  isMuted = false
  /** Tones sent into talks. */
  readonly tones: string[] = []
  /** Everybody who was sent elsewhere. */
  readonly transferred: { readonly number: string; readonly to: string }[] = []
  private nextId = FIRST_ID
  private typed = ''
  private transferring: BodyCall | null = null

  constructor(private readonly tell: BodyListener) {}

  /** `null`: both lines are taken, the caller hears that it is busy. */
  ring(number: string): string | null {
    return this.add(number, 'incoming', 'ringing')?.id ?? null
  }

  farAnswers(id: string): void {
    const call = this.find(id)
    if (call?.phase === 'dialling') this.talk(call)
  }

  farIsBusy(id: string): void {
    const call = this.find(id)
    if (call?.phase === 'dialling') this.end(call, 'remoteBusy')
  }

  farHangsUp(id: string): void {
    const call = this.find(id)
    if (!call || call.phase === 'dialling') return
    if (call.phase !== 'ringing') {
      this.end(call, 'terminated')
      return
    }
    this.end(call, 'remoteCancelled')
    this.tell('missed', call)
  }

  farHolds(id: string, isHeld: boolean): void {
    const call = this.find(id)
    if (!call || (call.phase !== 'talking' && call.phase !== 'held') || call.isHeldThere === isHeld) return
    call.isHeldThere = isHeld
    this.tell(isHeld ? 'held' : 'unheld', call)
  }

  find(id: string): BodyCall | undefined {
    return this.calls.find((call) => call.id === id)
  }

  /** What the display shows, and what a key without a call of its own acts on. */
  get shown(): BodyCall | undefined {
    const order: readonly BodyPhase[] = ['talking', 'ringing', 'dialling', 'held']
    return order.map((phase) => this.calls.find((call) => call.phase === phase)).find((call) => call !== undefined)
  }

  answer(call = this.calls.find(({ phase }) => phase === 'ringing')): boolean {
    if (call?.phase !== 'ringing') return false
    this.holdTalk()
    this.talk(call)
    return true
  }

  reject(call = this.calls.find(({ phase }) => phase === 'ringing')): boolean {
    if (call?.phase !== 'ringing') return false
    this.end(call, 'rejected')
    return true
  }

  hangUp(): boolean {
    const call = this.shown
    if (!call) return false
    this.leaveTransfer()
    this.end(
      call,
      call.phase === 'ringing' ? 'rejected' : call.phase === 'dialling' ? 'calloutCancelled' : 'terminated',
    )
    return true
  }

  setHeld(call: BodyCall | undefined, isHeld: boolean): boolean {
    if (call?.phase !== (isHeld ? 'talking' : 'held')) return false
    if (!isHeld) this.holdTalk()
    call.phase = isHeld ? 'held' : 'talking'
    this.tell(isHeld ? 'hold' : 'unhold', call)
    return true
  }

  toggleHold(): boolean {
    const talk = this.calls.find(({ phase }) => phase === 'talking')
    return talk
      ? this.setHeld(talk, true)
      : this.setHeld(
          this.calls.find(({ phase }) => phase === 'held'),
          false,
        )
  }

  toggleMute(): boolean {
    const talk = this.calls.find(({ phase }) => phase === 'talking')
    if (!talk) return false
    this.isMuted = !this.isMuted
    this.tell(this.isMuted ? 'mute' : 'unmute', talk)
    return true
  }

  dial(number: string): boolean {
    if (this.calls.some(({ phase }) => phase === 'dialling')) return false
    this.holdTalk()
    return this.add(number, 'outgoing', 'dialling') !== undefined
  }

  /** A digit dials, goes into the number of a transfer, or sounds in the talk. */
  type(digit: string): void {
    const talk = this.calls.find(({ phase }) => phase === 'talking')
    if (talk && !this.transferring) this.tones.push(digit)
    else this.typed += digit
  }

  beginTransfer(): boolean {
    const talk = this.calls.find(({ phase }) => phase === 'talking')
    if (!talk) return false
    this.typed = ''
    this.transferring = talk
    talk.phase = 'held'
    this.tell('hold', talk)
    return true
  }

  /** The first press begins, the second sends on. */
  transferKey(): boolean {
    return this.transferring ? this.confirm() : this.beginTransfer()
  }

  /** «OK», «Send»: sends on, dials, or answers, whichever the display is at. */
  confirm(): boolean {
    const number = this.typed
    const call = this.transferring
    this.leaveTransfer()
    if (call) {
      if (number === '' || !this.calls.includes(call)) return false
      this.transferred.push({ number: call.number, to: number })
      this.end(call, 'transferFinished')
      return true
    }
    if (number !== '') return this.dial(number)
    return this.answer()
  }

  /** Leaves what was being typed, else rejects. */
  cancel(call?: BodyCall): boolean {
    const isTyping = this.typed !== '' || this.transferring !== null
    this.leaveTransfer()
    return isTyping || this.reject(call)
  }

  private leaveTransfer(): void {
    this.typed = ''
    this.transferring = null
  }

  private add(number: string, direction: BodyCall['direction'], phase: BodyPhase): BodyCall | undefined {
    const line = [1, 2].slice(0, LINES).find((each) => !this.calls.some((call) => call.line === each))
    if (line === undefined) return undefined
    const call: BodyCall = { id: String(this.nextId++), line, number, direction, phase, isHeldThere: false }
    this.calls.push(call)
    if (this.calls.length === 1) this.tell('idleToBusy', null)
    this.tell(direction, call)
    return call
  }

  private talk(call: BodyCall): void {
    // Every talk after silence begins with an open microphone.
    if (!this.calls.some(({ phase }) => phase === 'talking' || phase === 'held')) this.isMuted = false
    call.phase = 'talking'
    this.tell('established', call)
  }

  private holdTalk(): void {
    const talk = this.calls.find(({ phase }) => phase === 'talking')
    if (talk) this.setHeld(talk, true)
  }

  private end(call: BodyCall, how: Happening): void {
    const at = this.calls.indexOf(call)
    if (at < 0) return
    this.calls.splice(at, 1)
    if (this.transferring === call) this.leaveTransfer()
    this.tell(how, call)
    if (this.calls.length > 0) return
    this.isMuted = false
    this.tell('busyToIdle', null)
    this.tell('onHook', null)
  }
}
