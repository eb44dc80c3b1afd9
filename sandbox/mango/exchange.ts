import type { Clock } from '#shared/lib/clock'

import type { EventSender } from './event-sender'
import { CODE, type Entry, type Leg, type Location, type Party, type TrueCall, type User } from './model'

export interface NewCall {
  readonly number: string
  readonly line?: string
}

interface LegPlace {
  readonly from: Party
  readonly to: Party
  readonly location: Location
  readonly transfer?: Leg['transfer']
}

const LINE = '74950000001'

/** The calls of one product: what employees and outside people do, told as events (facts §3, §9). */
export class Exchange {
  readonly users: User[] = []
  readonly entries: Entry[] = []
  private lastId = 0

  constructor(
    private readonly clock: Clock,
    private readonly events: EventSender,
  ) {}

  nowS(): number {
    return Math.floor(this.clock.now() / 1000)
  }

  addUser(user: User): User {
    this.users.push(user)
    return user
  }

  userOf(extension: string): User | null {
    return this.users.find((user) => user.extension === extension) ?? null
  }

  /** Somebody outside calls the company; `viaIvr`: the voice menu speaks first. */
  incoming({ number, line = LINE }: NewCall, viaIvr = false): Entry {
    const entry = this.addEntry({ direction: 'incoming', number, lineNumber: line, commandId: null, extension: '' })
    if (viaIvr) this.addLeg(entry, { from: { number }, to: { line_number: line }, location: 'ivr' })
    return entry
  }

  /** The phone of an employee rings: for a call from outside, from the menu, or after another did not answer. */
  ring(entry: Entry, extension: string, transfer?: Leg['transfer']): Leg {
    for (const leg of liveLegs(entry)) if (leg.location !== 'abonent') this.endLeg(entry, leg, CODE.done)
    const from: Party = { number: entry.number, ...(transfer && { was_transferred: true }) }
    const to = { ...this.placeOf(extension), line_number: entry.lineNumber }
    return this.addLeg(entry, { from, to, location: 'abonent', transfer })
  }

  /** An employee dials by himself. */
  outgoing(extension: string, { number, line = LINE }: NewCall): Entry {
    const entry = this.addEntry({ direction: 'outgoing', number, lineNumber: line, commandId: null, extension })
    this.dialOut(entry)
    return entry
  }

  /**
   * Click-to-call: the employee's phone rings first (facts §9). What its leg names as `from` is inferred: the number that
   * will be called.
   */
  callback(extension: string, number: string, line: string, commandId: string): Entry {
    const entry = this.addEntry({ direction: 'outgoing', number, lineNumber: line, commandId, extension })
    const to = { ...this.placeOf(extension), line_number: line }
    this.addLeg(entry, { from: { number }, to, location: 'abonent' })
    return entry
  }

  answer(entry: Entry, leg = ringingLeg(entry)): void {
    leg.connectedAtS = this.nowS()
    this.move(entry, leg, 'Connected')
    if (entry.direction === 'incoming' && entry.extension === '') entry.extension = leg.to.extension ?? ''
    // A group's other phones stop ringing.
    for (const other of liveLegs(entry)) if (other.state === 'Appeared') this.endLeg(entry, other, CODE.done)
    const isOwnLeg = entry.commandId !== null && leg === entry.legs[0]
    if (isOwnLeg) this.dialOut(entry)
  }

  hold(entry: Entry, isHeld: boolean): void {
    const leg = liveLegs(entry).find(({ state }) => state === (isHeld ? 'Connected' : 'OnHold'))
    if (leg) this.move(entry, leg, isHeld ? 'OnHold' : 'Connected')
  }

  /** One phone stops ringing; the call may go on elsewhere. */
  giveUp(entry: Entry, leg = ringingLeg(entry), reason: number = CODE.noAnswer): void {
    this.endLeg(entry, leg, reason)
  }

  /** The call is over for everybody. */
  end(entry: Entry, reason: number): void {
    if (entry.endedAtS > 0) return
    for (const leg of liveLegs(entry)) this.endLeg(entry, leg, reason)
    entry.endedAtS = this.nowS()
    entry.reason = reason
    this.events.send({ path: 'events/summary', json: summaryOf(entry) })
    if (entry.commandId === null) return
    const isTalk = talkOf(entry) !== null
    const result = isTalk ? CODE.done : reason
    this.events.send({ path: 'result/callback', json: { command_id: entry.commandId, result } })
  }

  /** Facts §2: blind. The employee's leg ends, another phone rings; nobody there: it comes back to the first. */
  transferBlind(entry: Entry, leg: Leg, toNumber: string): void {
    this.endLeg(entry, leg, CODE.endedByCommand)
    this.ring(entry, toNumber, 'blind')
  }

  route(entry: Entry, leg: Leg, toNumber: string): void {
    this.endLeg(entry, leg, CODE.endedByCommand)
    this.ring(entry, toNumber)
  }

  find(callId: string): { readonly entry: Entry; readonly leg: Leg } | null {
    for (const entry of this.entries) {
      const leg = entry.legs.find((one) => one.callId === callId)
      if (leg) return { entry, leg }
    }
    return null
  }

  /** Calls with people outside that are over. */
  truth(): readonly TrueCall[] {
    return this.entries.flatMap((entry) => {
      if (entry.endedAtS === 0 || entry.direction === 'internal') return []
      const talk = talkOf(entry)
      return [
        {
          entryId: entry.entryId,
          direction: entry.direction,
          number: entry.number,
          startedAtS: entry.createdAtS,
          talkS: talk === null ? 0 : entry.endedAtS - talk.connectedAtS,
          reason: entry.reason,
          answeredBy: talk === null ? null : entry.extension,
        },
      ]
    })
  }

  private dialOut(entry: Entry): void {
    const from = { ...this.placeOf(entry.extension), line_number: entry.lineNumber }
    this.addLeg(entry, { from, to: { number: entry.number }, location: 'abonent' })
  }

  private placeOf(extension: string): Party {
    const sip = this.userOf(extension)?.numbers.find(({ protocol }) => protocol === 'sip')
    return { extension, ...(sip && { number: sip.number }) }
  }

  private addEntry(entry: Pick<Entry, 'direction' | 'number' | 'lineNumber' | 'commandId' | 'extension'>): Entry {
    const added: Entry = {
      ...entry,
      entryId: this.newId('ENT'),
      createdAtS: this.nowS(),
      legs: [],
      endedAtS: 0,
      reason: 0,
    }
    this.entries.push(added)
    return added
  }

  private addLeg(entry: Entry, { from, to, location, transfer }: LegPlace): Leg {
    const leg: Leg = {
      callId: this.newId('CALL'),
      from,
      to,
      location,
      sipCallId: `${this.newId('sip')}@vpbx400000001.mangosip.ru`,
      appearedAtS: this.nowS(),
      seq: 0,
      state: 'Appeared',
      connectedAtS: 0,
      endedAtS: 0,
      reason: 0,
      ...(transfer && { transfer }),
    }
    entry.legs.push(leg)
    this.move(entry, leg, 'Appeared')
    return leg
  }

  private endLeg(entry: Entry, leg: Leg, reason: number): void {
    leg.endedAtS = this.nowS()
    leg.reason = reason
    this.move(entry, leg, 'Disconnected')
  }

  private move(entry: Entry, leg: Leg, state: Leg['state']): void {
    leg.state = state
    leg.seq += 1
    this.events.send({
      path: 'events/call',
      json: {
        entry_id: entry.entryId,
        call_id: leg.callId,
        timestamp: this.nowS(),
        seq: leg.seq,
        call_state: state,
        location: leg.location,
        from: leg.from,
        to: leg.to,
        ...(state === 'Disconnected' && { disconnect_reason: leg.reason }),
        ...(leg.transfer && { transfer: leg.transfer }),
        sip_call_id: leg.sipCallId,
        ...(entry.commandId !== null && { command_id: entry.commandId, callback_initiator: 'API' }),
      },
    })
  }

  private newId(prefix: string): string {
    this.lastId += 1
    return `${prefix}-${String(this.lastId)}`
  }
}

export function liveLegs(entry: Entry): readonly Leg[] {
  return entry.legs.filter(({ state }) => state !== 'Disconnected')
}

function ringingLeg(entry: Entry): Leg {
  const leg = entry.legs.findLast(({ state, location }) => state === 'Appeared' && location === 'abonent')
  if (!leg) throw new Error(`No phone rings for ${entry.entryId}.`)
  return leg
}

/** The leg with which an employee and the other side began to talk; `null`: they never did. */
function talkOf({ legs, commandId }: Entry): Leg | null {
  return legs.find((leg, index) => leg.connectedAtS > 0 && !(commandId !== null && index === 0)) ?? null
}

const DIRECTIONS = { internal: 0, incoming: 1, outgoing: 2 } as const

function summaryOf(entry: Entry): Readonly<Record<string, unknown>> {
  const talk = talkOf(entry)
  const inside = entry.extension === '' ? {} : { extension: entry.extension }
  const outside = { number: entry.number }
  const isIncoming = entry.direction === 'incoming'
  return {
    entry_id: entry.entryId,
    call_direction: DIRECTIONS[entry.direction],
    from: isIncoming ? outside : inside,
    to: isIncoming ? inside : outside,
    line_number: entry.lineNumber,
    create_time: entry.createdAtS,
    forward_time: entry.legs[0]?.appearedAtS ?? 0,
    talk_time: talk?.connectedAtS ?? 0,
    end_time: entry.endedAtS,
    entry_result: talk ? 1 : 0,
    disconnect_reason: entry.reason,
  }
}
