import type { PageFrame } from '#shared/contract/portal'
import type { DeskCallFrame, HubCallFrame } from '#shared/contract/visitor-calls'
import type { CallId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'

import {
  beginCall,
  nextStep,
  type CallEffect,
  type CallEvent,
  type Callee,
  type CallFrameToPage,
  type CallTimer,
  type Step,
  type VisitorCall,
} from './visitor-call.machine'

export interface DeskLine {
  send(frame: HubCallFrame): void
  /** Another line speaks for the call. */
  replaced(): void
  /** All has been said. */
  over(): void
}

export interface PageLine {
  readonly pageId: string
  send(frame: CallFrameToPage): void
}

export type CallFrameOfPage = Extract<
  PageFrame,
  { type: 'callRings' | 'callDescription' | 'callRefused' | 'callHungUp' | 'callHere' }
>

/** A page of a visitor at the exchange, until its line is gone. */
export interface PageAtExchange extends Disposable {
  handle(frame: CallFrameOfPage): void
}

interface Running {
  call: VisitorCall
  desk: DeskLine | null
  readonly timers: Map<CallTimer, Disposable>
}

/** Calls of desks to visitors' pages that run now. Nothing is kept: with the hub they are gone. */
export class CallExchange {
  private readonly running = new Map<string, Running>()
  private readonly pages = new Map<string, Map<string, PageLine>>()

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Does it run, or has it ended a moment ago? */
  knows(callId: CallId): boolean {
    return this.running.has(callId)
  }

  isBusy(visitorId: string): boolean {
    return this.live(visitorId) !== null
  }

  begin({ callId, sdp, number }: Extract<DeskCallFrame, { type: 'call' }>, callee: Callee, desk: DeskLine): void {
    const open = new Set(this.pages.get(callee.visitorId)?.keys())
    const step = beginCall(callId, callee, { sdp, number }, open)
    const running: Running = { call: step.call, desk, timers: new Map() }
    this.running.set(callId, running)
    this.logger.info('a visitor is called', { callId, pages: open.size })
    this.run(running, step)
  }

  /** Of a call that is known: the newest line speaks for it. */
  deskReturned(callId: CallId, desk: DeskLine, by: 'call' | 'resume'): void {
    const running = this.running.get(callId)
    if (!running) return
    const before = running.desk
    running.desk = desk
    if (before !== desk) before?.replaced()
    this.take(running, { type: 'deskReturned', by })
  }

  deskLost(callId: CallId, desk: DeskLine): void {
    const running = this.running.get(callId)
    if (running?.desk !== desk) return
    running.desk = null
    this.take(running, { type: 'deskLost' })
  }

  deskSays(callId: CallId, desk: DeskLine, frame: Extract<DeskCallFrame, { type: 'offer' | 'hangUp' }>): void {
    const running = this.running.get(callId)
    if (running?.desk !== desk) return
    if (frame.type === 'hangUp') this.take(running, { type: 'deskHungUp' })
    else this.take(running, { type: 'deskOffered', sdp: frame.sdp, number: frame.number })
  }

  /** A page with the id of one that is here takes its place: its old line is dead, though nobody has noticed. */
  openPage(visitorId: string, line: PageLine): PageAtExchange {
    const { pageId } = line
    const pages = this.pages.get(visitorId) ?? new Map<string, PageLine>()
    this.pages.set(visitorId, pages.set(pageId, line))
    const live = this.live(visitorId)
    if (live) this.take(live, { type: 'pageOpened', pageId })
    return {
      handle: (frame) => {
        if (pages.get(pageId) === line) this.pageSays(visitorId, line, frame)
      },
      dispose: () => {
        if (pages.get(pageId) !== line) return
        pages.delete(pageId)
        if (pages.size === 0) this.pages.delete(visitorId)
        const called = this.live(visitorId)
        if (called) this.take(called, { type: 'pageLost', pageId })
      },
    }
  }

  dispose(): void {
    for (const { timers } of this.running.values()) for (const timer of timers.values()) timer.dispose()
    this.running.clear()
  }

  private pageSays(visitorId: string, line: PageLine, frame: CallFrameOfPage): void {
    const { pageId } = line
    const { callId } = frame
    const running = this.running.get(callId)
    // Another visitor's call is as unknown as none.
    if (running?.call.callee.visitorId !== visitorId) {
      if (frame.type === 'callHere' || frame.type === 'callDescription')
        line.send({ type: 'callOver', callId, why: 'lost' })
      return
    }
    switch (frame.type) {
      case 'callRings':
        return this.take(running, { type: 'pageRings', pageId })
      case 'callDescription':
        return this.take(running, { type: 'pageAnswered', pageId, offerNumber: frame.offerNumber, sdp: frame.sdp })
      case 'callRefused':
        return this.take(running, { type: 'pageRefused', pageId, reason: frame.reason })
      case 'callHungUp':
        return this.take(running, { type: 'pageHungUp', pageId })
      case 'callHere':
        return this.take(running, { type: 'pageIsHere', pageId })
    }
  }

  /** There is at most one. */
  private live(visitorId: string): Running | null {
    for (const running of this.running.values()) {
      const { callee, phase } = running.call
      if (callee.visitorId === visitorId && phase.kind !== 'over') return running
    }
    return null
  }

  private take(running: Running, event: CallEvent): void {
    const before = running.call.phase.kind
    const step = nextStep(running.call, event)
    running.call = step.call
    const { id: callId, phase } = step.call
    if (phase.kind !== before) {
      const how = phase.kind === 'over' ? phase.forDesk : null
      const outcome = how === null ? null : how.type === 'refused' ? how.reason : how.why
      this.logger.info('a call to a visitor moved on', {
        callId,
        from: before,
        to: phase.kind,
        by: event.type,
        outcome,
      })
    }
    this.run(running, step)
  }

  private run(running: Running, { effects }: Step): void {
    for (const effect of effects) this.do(running, effect)
  }

  private do(running: Running, effect: CallEffect): void {
    const { callee, id } = running.call
    switch (effect.do) {
      case 'tellDesk':
        running.desk?.send(effect.frame)
        return
      case 'tellPage':
        this.pages.get(callee.visitorId)?.get(effect.pageId)?.send(effect.frame)
        return
      case 'start': {
        const { timer, ms } = effect
        running.timers.get(timer)?.dispose()
        const handle = this.clock.schedule(ms, () => {
          this.take(running, { type: 'timeUp', timer })
        })
        running.timers.set(timer, handle)
        return
      }
      case 'stop':
        running.timers.get(effect.timer)?.dispose()
        return
      case 'partFromDesk': {
        const { desk } = running
        running.desk = null
        desk?.over()
        return
      }
      case 'forget':
        this.running.delete(id)
    }
  }
}
