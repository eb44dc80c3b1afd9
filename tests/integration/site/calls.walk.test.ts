// Whole: desk, pages and the lines between them are one world, and each step of the walk moves all of it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { PageFrame, PortalFrame } from '../../../shared/contract/portal'
import { VISITOR_CALL_RETURN_MS, type DeskCallFrame, type HubCallFrame } from '../../../shared/contract/visitor-calls'
import type { CallId, ChatId } from '../../../shared/domain/ids'
import { ManualClock } from '../../../shared/lib/manual-clock'
import { silentLogger } from '../../../shared/lib/logger'
import { randomRuns } from '../../../shared/testing/random-runs'
import { CallExchange, type DeskLine, type PageAtExchange } from '../../../hub/calls/call-exchange'
import { VisitorCalls, type CallSound, type MicrophoneProblem } from '../../../portal/app/call/visitor-calls'

const VISITOR = 'visitor'
const CALLEE = { visitorId: VISITOR, conversationId: 'conversation', company: 'Ромашка', note: null }
const RUNS = { share: 1_500, full: 100_000 }

/** Everything that a side and the hub have said on one connection and the other has not heard. */
interface Wire<ToHub, FromHub> {
  readonly toHub: ToHub[]
  readonly fromHub: FromHub[]
  /** As the hub knows. */
  isOpen: boolean
  hubLost(): void
}

/** Promises of a browser that are kept when the walk says so. */
class Pending {
  private readonly open: (() => void)[] = []

  later<T>(outcome: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.open.push(() => {
        try {
          resolve(outcome())
        } catch (error) {
          reject(error instanceof Error ? error : new Error('odd'))
        }
      })
    })
  }

  keepOne(): boolean {
    const keep = this.open.shift()
    keep?.()
    return keep !== undefined
  }
}

class World {
  private made = 0
  readonly clock = new ManualClock()
  readonly exchange = new CallExchange(this.clock, silentLogger)
  readonly pending = new Pending()
  readonly desk = new Desk(this)
  readonly pages = [new Page(this), new Page(this)]
  /** What the next microphone or offer meets. */
  luck: MicrophoneProblem | 'fails' | null = null

  newId(prefix: string): string {
    return `${prefix}${String((this.made += 1))}`
  }

  /** Everything arrives, and whoever has not come back by then is not waited for. */
  async end(): Promise<void> {
    await this.settle()
    for (const side of [this.desk, ...this.pages]) while (side.hubNotices());
    this.clock.advance(VISITOR_CALL_RETURN_MS)
    await this.settle()
  }

  /** Everything that is under way arrives, every broken line comes back. No time passes. */
  async settle(): Promise<void> {
    this.luck = null
    const sides = [this.desk, ...this.pages]
    for (let isMoving = true; isMoving;) {
      for (const side of sides) if (!side.isUp) side.connect()
      const moved = [...sides.map((side) => side.deliver()), this.pending.keepOne()]
      isMoving = moved.includes(true) || sides.some((side) => !side.isUp)
      await microtasks()
    }
  }
}

abstract class Side<ToHub, FromHub> {
  protected wire: Wire<ToHub, FromHub> | null = null
  /** Broken, and the hub has not noticed. */
  private dead: Wire<ToHub, FromHub>[] = []

  abstract connect(): void
  protected abstract hubHears(wire: Wire<ToHub, FromHub>, frame: ToHub): void
  protected abstract hears(frame: FromHub): void

  get isUp(): boolean {
    return this.wire !== null
  }

  break(): void {
    if (this.wire) this.dead.push(this.wire)
    this.wire = null
  }

  hubNotices(): boolean {
    const wire = this.dead.shift()
    if (wire?.isOpen) {
      wire.isOpen = false
      wire.hubLost()
    }
    return wire !== undefined
  }

  hearOne(): boolean {
    const { wire } = this
    const frame = wire?.fromHub.shift()
    if (frame !== undefined) this.hears(frame)
    else if (wire && !wire.isOpen) this.wire = null
    else return false
    return true
  }

  sayOne(): boolean {
    const { wire } = this
    const frame = wire?.isOpen ? wire.toHub.shift() : undefined
    if (!wire || frame === undefined) return false
    this.hubHears(wire, frame)
    return true
  }

  deliver(): boolean {
    const heard = this.hearOne()
    return this.sayOne() || heard
  }
}

type DeskWire = Wire<DeskCallFrame, HubCallFrame>

/** A desk as the contract wishes it: calls again until it hears of its call, then resumes. */
class Desk extends Side<DeskCallFrame, HubCallFrame> {
  callId = 'none' as CallId
  phase: 'calls' | 'taken' | 'over' = 'over'
  offerNumber = 0
  described: string | null = null
  private hasHeard = false
  private lines = new Map<DeskWire, DeskLine>()

  constructor(private readonly world: World) {
    super()
  }

  override get isUp(): boolean {
    return this.phase === 'over' || super.isUp
  }

  begin(): void {
    if (this.phase !== 'over') return
    this.break()
    this.callId = this.world.newId('call') as CallId
    this.phase = 'calls'
    this.offerNumber = 1
    this.described = null
    this.hasHeard = false
    this.connect()
  }

  /** Also over one that is not answered, and while it rings: its media began anew. */
  offer(): void {
    if (this.phase === 'over' || !this.hasHeard) return
    this.offerNumber += 1
    this.described = null
    this.say({ type: 'offer', sdp: this.sdp, number: this.offerNumber })
  }

  /** Without a line it comes back to say so. */
  hangUp(): void {
    if (this.phase === 'over' || !this.wire || !this.hasHeard) return
    this.say({ type: 'hangUp' })
  }

  get sdp(): string {
    return `${this.callId} offer ${String(this.offerNumber)}`
  }

  connect(): void {
    if (this.phase === 'over' || this.wire) return
    const { callId, sdp, offerNumber: number } = this
    const wire: DeskWire = { toHub: [], fromHub: [], isOpen: true, hubLost: () => undefined }
    const line: DeskLine = {
      send: (frame) => wire.isOpen && wire.fromHub.push(frame),
      replaced: () => (wire.isOpen = false),
      over: () => (wire.isOpen = false),
    }
    wire.hubLost = () => {
      this.world.exchange.deskLost(callId, line)
    }
    this.lines.set(wire, line)
    this.wire = wire
    if (this.hasHeard) this.say({ type: 'resume', callId })
    else this.say({ type: 'call', callId, chatId: 'chat' as ChatId, sdp, number })
  }

  protected hubHears(wire: DeskWire, frame: DeskCallFrame): void {
    const { exchange } = this.world
    const line = this.lines.get(wire)
    if (!line || frame.type === 'ping') return
    const refuse = (reason: 'busy' | 'unknownCall') => {
      line.send({ type: 'refused', reason })
      line.over()
    }
    if (frame.type === 'resume') {
      if (exchange.knows(frame.callId)) exchange.deskReturned(frame.callId, line, 'resume')
      else refuse('unknownCall')
    } else if (frame.type === 'call') {
      if (exchange.knows(frame.callId)) exchange.deskReturned(frame.callId, line, 'call')
      else if (exchange.isBusy(VISITOR)) refuse('busy')
      else exchange.begin(frame, CALLEE, line)
    } else exchange.deskSays(this.callId, line, frame)
  }

  protected hears(frame: HubCallFrame): void {
    this.hasHeard = true
    switch (frame.type) {
      case 'description':
        expect(frame.number).toBeLessThanOrEqual(this.offerNumber)
        this.phase = 'taken'
        if (frame.number === this.offerNumber) this.described = frame.sdp
        return
      case 'resumed':
        if (frame.isTaken) this.phase = 'taken'
        if (this.described === null) this.say({ type: 'offer', sdp: this.sdp, number: this.offerNumber })
        return
      case 'refused':
      case 'over':
        this.phase = 'over'
        this.wire = null
        return
      case 'rings':
      case 'pong':
        return
    }
  }

  private say(frame: DeskCallFrame): void {
    this.wire?.toHub.push(frame)
  }
}

type ToHub = PageFrame | { readonly type: 'enter' }
type PageWire = Wire<ToHub, PortalFrame>

const WELCOME: PortalFrame = {
  type: 'welcome',
  protocol: 1,
  company: '',
  greeting: '',
  visitorName: '',
  canBegin: true,
  conversations: [],
  canNotify: false,
  email: null,
}

/** The page's own code, with a browser that does as it is told. */
class Page extends Side<ToHub, PortalFrame> {
  calls: VisitorCalls
  private pageId = ''
  private said: string | null = null
  private isWelcome = false
  private entered = new Map<PageWire, PageAtExchange>()

  constructor(private readonly world: World) {
    super()
    this.calls = this.open()
  }

  /** The same once more is another page. */
  reload(): void {
    this.calls.leave()
    while (this.sayOne());
    this.break()
    this.calls = this.open()
  }

  connect(): void {
    if (this.wire) return
    const wire: PageWire = { toHub: [{ type: 'enter' }], fromHub: [], isOpen: true, hubLost: () => undefined }
    wire.hubLost = () => {
      this.entered.get(wire)?.dispose()
    }
    this.isWelcome = false
    this.wire = wire
  }

  /** Of which offer, and with what it answered. */
  get holds(): { readonly callId: string; readonly sdp: string | null } | null {
    const { state } = this.calls
    if (state.kind === 'none' || state.kind === 'ended') return null
    return { callId: state.callId, sdp: state.kind === 'rings' ? null : this.said }
  }

  protected hubHears(wire: PageWire, frame: ToHub): void {
    if (frame.type === 'enter') {
      wire.fromHub.push(WELCOME)
      const send = (out: PortalFrame) => wire.isOpen && wire.fromHub.push(out)
      this.entered.set(wire, this.world.exchange.openPage(VISITOR, { pageId: this.pageId, send }))
    } else if (frame.type.startsWith('call')) {
      // The page says nothing else in this walk.
      this.entered.get(wire)?.handle(frame as Parameters<PageAtExchange['handle']>[0])
    }
  }

  protected hears(frame: PortalFrame): void {
    if (frame.type === 'welcome') this.isWelcome = true
    this.calls.handle(frame)
  }

  private open(): VisitorCalls {
    const { world } = this
    this.pageId = world.newId('page')
    this.said = null
    return new VisitorCalls({
      clock: world.clock,
      send: (frame) => {
        if (!this.wire || !this.isWelcome) return false
        this.wire.toHub.push(frame)
        return true
      },
      canTalk: () => true,
      makeSound: () => this.sound(),
      changed: () => undefined,
    })
  }

  private sound(): CallSound {
    const { world } = this
    const met = () => {
      const { luck } = world
      world.luck = null
      if (luck === 'fails') throw new Error('the browser cannot')
      return luck
    }
    return {
      openMicrophone: () => world.pending.later(met),
      answer: (offer) =>
        world.pending.later(() => {
          met()
          this.said = `${this.pageId} answers ${offer}`
          return this.said
        }),
      setMuted: () => undefined,
      close: () => {
        this.said = null
      },
    }
  }
}

async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
}

const LUCK = [null, null, null, 'noMicrophone', 'microphoneRefused', 'fails'] as const

type Happening = (world: World, by: number) => unknown

const side = ({ desk, pages }: World, by: number) => [desk, ...pages][by % 3] ?? desk
const calls = ({ pages }: World, by: number) => (pages[by % 2] ?? pages[0])?.calls

/** How often, and what; the number says to whom or how much. Words travel more often than people act. */
const HAPPENINGS: readonly (readonly [number, Happening])[] = [
  [8, (world, by) => side(world, by).sayOne()],
  [8, (world, by) => side(world, by).hearOne()],
  [8, (world, by) => side(world, by).deliver()],
  [6, ({ pending }) => pending.keepOne()],
  [4, (world, by) => side(world, by).connect()],
  [2, (world, by) => side(world, by).break()],
  [2, (world, by) => side(world, by).hubNotices()],
  [2, (world, by) => calls(world, by)?.answer()],
  [3, ({ desk }) => desk.offer()],
  [2, ({ desk }) => desk.begin()],
  [1, ({ clock }, by) => clock.advance(by * 25)],
  [1, (world, by) => (world.luck = LUCK[by % LUCK.length] ?? null)],
  [1, ending],
]

function ending(world: World, by: number): void {
  const endings = [
    () => calls(world, by)?.decline(),
    () => calls(world, by)?.hangUp(),
    () => {
      world.desk.hangUp()
    },
    () => world.pages[by % 2]?.reload(),
  ]
  endings[by % 5]?.()
}

const WEIGHTED = HAPPENINGS.flatMap(([weight, happening]) => Array.from({ length: weight }, () => happening))

function expectOneMind({ desk, pages, exchange }: World): void {
  const holders = pages.flatMap(({ holds }) => holds ?? [])
  const talking = holders.filter(({ sdp }) => sdp !== null)
  expect(talking.length, 'pages that talk').toBeLessThanOrEqual(1)
  expect(exchange.isBusy(VISITOR)).toBe(desk.phase !== 'over')
  if (desk.phase === 'over') expect(holders).toEqual([])
  else for (const { callId } of holders) expect(callId).toBe(desk.callId)
  if (desk.phase === 'calls') expect([talking, holders.length > 0]).toEqual([[], true])
  if (desk.phase !== 'taken') return
  expect(holders).toEqual(talking)
  expect(desk.described).toBe(talking[0]?.sdp)
  expect(desk.described?.endsWith(desk.sdp), 'answers the newest offer').toBe(true)
}

describe('calls to a visitor’s pages', () => {
  it('[K6] whatever breaks on the way, desk and pages are of one mind once everything has arrived', async () => {
    const seen = new Set<string>()
    const events = fc.array(fc.tuple(fc.constantFrom(...WEIGHTED), fc.nat(300)), { minLength: 10, maxLength: 150 })
    await fc.assert(
      fc.asyncProperty(events, fc.boolean(), async (things, isTaken) => {
        const world = new World()
        for (const page of world.pages) page.connect()
        await world.settle()
        world.desk.begin()
        if (isTaken) {
          await world.settle()
          world.pages[0]?.calls.answer()
          await world.settle()
        }
        for (const [happening, by] of things) {
          happening(world, by)
          await microtasks()
        }
        await world.end()
        expectOneMind(world)
        seen.add(world.desk.phase)
      }),
      randomRuns(RUNS),
    )
    expect(seen).toEqual(new Set(['calls', 'taken', 'over']))
  })
})
