import { beforeEach, describe, expect, it } from 'vitest'

import type { HubCallFrame } from '#shared/contract/visitor-calls'
import type { CallId, ChatId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { CallExchange, type DeskLine, type PageAtExchange } from './call-exchange'
import type { CallFrameToPage } from './visitor-call.machine'

const CALL = 'call' as CallId
const CALLEE = { visitorId: 'anna', conversationId: 'c', company: 'Ромашка', note: 'Звонят по вакансии «Курьер»' }

let clock: ManualClock
let exchange: CallExchange

beforeEach(() => {
  clock = new ManualClock()
  exchange = new CallExchange(clock, silentLogger)
})

class Desk implements DeskLine {
  readonly heard: HubCallFrame[] = []
  isReplaced = false
  isOver = false

  call(callId = CALL, sdp = 'offer 1'): this {
    exchange.begin({ type: 'call', callId, chatId: 'chat' as ChatId, sdp, number: 1 }, CALLEE, this)
    return this
  }

  offers(sdp: string, number?: number): void {
    exchange.deskSays(CALL, this, { type: 'offer', sdp, number })
  }

  hangsUp(): void {
    exchange.deskSays(CALL, this, { type: 'hangUp' })
  }

  loses(): void {
    exchange.deskLost(CALL, this)
  }

  send(frame: HubCallFrame): void {
    this.heard.push(frame)
  }

  replaced(): void {
    this.isReplaced = true
  }

  over(): void {
    this.isOver = true
  }
}

class Page {
  readonly heard: CallFrameToPage[] = []
  private readonly at: PageAtExchange

  constructor(
    readonly pageId: string,
    visitorId = 'anna',
  ) {
    const send = (frame: CallFrameToPage) => this.heard.push(frame)
    this.at = exchange.openPage(visitorId, { pageId, send })
  }

  rings(): void {
    this.at.handle({ type: 'callRings', callId: CALL })
  }

  answers(offerNumber = 1, sdp = `${this.pageId} answers ${String(offerNumber)}`): void {
    this.at.handle({ type: 'callDescription', callId: CALL, offerNumber, sdp })
  }

  refuses(reason: 'declined' | 'noMicrophone' | 'microphoneRefused' | 'mediaFailed'): void {
    this.at.handle({ type: 'callRefused', callId: CALL, reason })
  }

  hangsUp(): void {
    this.at.handle({ type: 'callHungUp', callId: CALL })
  }

  isHere(): void {
    this.at.handle({ type: 'callHere', callId: CALL })
  }

  goes(): void {
    this.at.dispose()
  }
}

const over = (why: 'cancelled' | 'hungUp' | 'takenElsewhere' | 'lost') => ({ type: 'callOver', callId: CALL, why })
const description = (sdp: string, number: number | undefined) => ({ type: 'description', sdp, number })

describe('a visitor who is called', () => {
  it('[K6] hears it in every open page; the first that answers has it, the others ring no more', () => {
    const [one, two] = [new Page('one'), new Page('two')]
    const desk = new Desk().call()
    const ring = { type: 'call', callId: CALL, ...CALLEE, visitorId: undefined, offerNumber: 1, sdp: 'offer 1' }
    expect([one.heard, two.heard]).toEqual([[ring], [ring]])
    one.rings()
    two.rings()
    two.answers()
    one.answers()
    expect(desk.heard).toEqual([{ type: 'rings' }, description('two answers 1', 1)])
    expect(one.heard.slice(1)).toEqual([over('takenElsewhere'), over('takenElsewhere')])
    expect(two.heard).toHaveLength(1)
    // Not theirs any more.
    one.hangsUp()
    one.refuses('declined')
    expect(desk.isOver).toBe(false)
  })

  it('[K6] rings for 45 seconds, then nobody answered', () => {
    const page = new Page('one')
    const desk = new Desk().call()
    clock.advance(44_999)
    expect(desk.heard).toEqual([])
    clock.advance(1)
    expect([desk.heard, desk.isOver]).toEqual([[{ type: 'refused', reason: 'noAnswer' }], true])
    expect(page.heard.slice(1)).toEqual([over('cancelled')])
    page.answers()
    expect(page.heard.slice(2)).toEqual([over('cancelled')])
  })

  it('[K6] is away without a page; a page that opens while it rings is rung too', () => {
    new Page('of another', 'boris')
    expect(new Desk().call().heard).toEqual([{ type: 'refused', reason: 'away' }])
    const first = new Page('one')
    const desk = new Desk().call('second' as CallId)
    first.goes()
    clock.advance(14_000)
    const late = new Page('late')
    expect(late.heard).toMatchObject([{ type: 'call', callId: 'second' }])
    clock.advance(14_000)
    expect(desk.heard).toEqual([])
    late.goes()
    clock.advance(15_000)
    expect(desk.heard).toEqual([{ type: 'refused', reason: 'away' }])
  })

  it('[K6] declines for all pages; a page that cannot ends it only where no other can', () => {
    const [one, two] = [new Page('one'), new Page('two')]
    const desk = new Desk().call()
    one.refuses('noMicrophone')
    expect([desk.heard, two.heard.length]).toEqual([[], 1])
    two.refuses('microphoneRefused')
    expect(desk.heard).toEqual([{ type: 'refused', reason: 'microphoneRefused' }])
    exchange.dispose()
    const again = new Desk().call()
    one.refuses('declined')
    expect(again.heard).toEqual([{ type: 'refused', reason: 'declined' }])
    expect(two.heard.at(-1)).toEqual(over('cancelled'))
  })

  it('[K6] whose page is closed while it rings is away at once', () => {
    const page = new Page('one')
    const desk = new Desk().call()
    page.hangsUp()
    expect(desk.heard).toEqual([{ type: 'refused', reason: 'away' }])
  })

  it('[K6] is busy in a call, and free after it', () => {
    const page = new Page('one')
    const desk = new Desk().call()
    expect([exchange.isBusy('anna'), exchange.isBusy('boris')]).toEqual([true, false])
    page.answers()
    expect(exchange.isBusy('anna')).toBe(true)
    desk.hangsUp()
    expect([exchange.isBusy('anna'), page.heard.at(-1)]).toEqual([false, over('hungUp')])
  })

  it('[K6] is not reached by another visitor’s page', () => {
    const page = new Page('one')
    const stranger = new Page('one', 'boris')
    const desk = new Desk().call()
    stranger.rings()
    stranger.answers()
    stranger.refuses('declined')
    stranger.hangsUp()
    stranger.isHere()
    expect(desk.heard).toEqual([])
    expect(stranger.heard).toEqual([over('lost'), over('lost')])
    page.answers()
    stranger.hangsUp()
    expect(desk.heard).toEqual([description('one answers 1', 1)])
  })
})

describe('a call that was taken', () => {
  let page: Page
  let desk: Desk

  beforeEach(() => {
    page = new Page('one')
    desk = new Desk().call()
    page.rings()
    page.answers()
    desk.heard.length = 0
    page.heard.length = 0
  })

  it('[K6] [K11] is negotiated anew as often as the desk wishes, and an answer to an older offer is none', () => {
    desk.offers('hold', 2)
    desk.offers('another network', 3)
    expect(page.heard).toEqual([
      { type: 'callOffer', callId: CALL, offerNumber: 2, sdp: 'hold' },
      { type: 'callOffer', callId: CALL, offerNumber: 3, sdp: 'another network' },
    ])
    page.answers(2)
    page.answers(3)
    page.answers(3)
    expect(desk.heard).toEqual([description('one answers 3', 3)])
    // The same offer once more is answered from memory.
    desk.offers('another network', 3)
    expect([desk.heard.length, page.heard.length]).toEqual([2, 2])
  })

  it('[K6] [K11] a desk that does not number its offers gets the answer to the newest', () => {
    desk.offers('hold')
    page.answers(2)
    expect(desk.heard).toEqual([description('one answers 2', undefined)])
  })

  it('[K6] ends from either side', () => {
    page.hangsUp()
    expect([desk.heard, desk.isOver, page.heard]).toEqual([[{ type: 'over', why: 'hungUp' }], true, []])
    page.isHere()
    expect(page.heard).toEqual([over('hungUp')])
  })

  it('[K6] [K11] waits 15 seconds for the desk, which resumes it', () => {
    desk.offers('hold', 2)
    desk.loses()
    page.answers(2)
    clock.advance(14_999)
    const back = new Desk()
    exchange.deskReturned(CALL, back, 'resume')
    expect(back.heard).toEqual([{ type: 'resumed', isTaken: true }, description('one answers 2', 2)])
    clock.advance(60_000)
    expect(page.heard).toHaveLength(1)
    back.loses()
    clock.advance(15_000)
    expect(page.heard.at(-1)).toEqual(over('lost'))
    const late = new Desk()
    exchange.deskReturned(CALL, late, 'resume')
    expect([late.heard, late.isOver]).toEqual([[{ type: 'over', why: 'lost' }], true])
  })

  it('[K6] [K11] waits 15 seconds for the page, which gets what it missed', () => {
    page.goes()
    desk.offers('another network', 2)
    clock.advance(14_999)
    const back = new Page('one')
    expect(back.heard).toEqual([])
    back.isHere()
    expect(back.heard).toEqual([{ type: 'callOffer', callId: CALL, offerNumber: 2, sdp: 'another network' }])
    clock.advance(60_000)
    expect(desk.heard).toEqual([])
    back.goes()
    clock.advance(15_000)
    expect([desk.heard, desk.isOver]).toEqual([[{ type: 'over', why: 'lost' }], true])
  })

  it('[K6] another page of the visitor does not come back in its place', () => {
    page.goes()
    const other = new Page('two')
    other.isHere()
    expect(other.heard).toEqual([over('takenElsewhere')])
    clock.advance(15_000)
    expect(desk.heard).toEqual([{ type: 'over', why: 'lost' }])
  })

  it('[K6] a line that died unnoticed is replaced, and its late end ends nothing', () => {
    const back = new Page('one')
    back.isHere()
    page.goes()
    page.hangsUp()
    clock.advance(60_000)
    const second = new Desk()
    exchange.deskReturned(CALL, second, 'resume')
    desk.loses()
    desk.hangsUp()
    clock.advance(60_000)
    expect([desk.isReplaced, desk.heard, second.isOver]).toEqual([true, [], false])
    back.hangsUp()
    expect(second.heard.at(-1)).toEqual({ type: 'over', why: 'hungUp' })
  })

  it('[K6] said twice is the same call, also after its end, until it is forgotten', () => {
    const again = new Desk()
    exchange.deskReturned(CALL, again, 'call')
    expect(again.heard).toEqual([description('one answers 1', 1)])
    again.hangsUp()
    const late = new Desk()
    exchange.deskReturned(CALL, late, 'call')
    expect([late.heard, late.isOver]).toEqual([[{ type: 'over', why: 'hungUp' }], true])
    clock.advance(60_000)
    expect([exchange.knows(CALL), clock.pendingTimers]).toEqual([false, 0])
    page.isHere()
    expect(page.heard.at(-1)).toEqual(over('lost'))
  })
})

describe('a desk that begins its media anew while it rings', () => {
  it('[K6] [K11] rings on with the new offer, and whoever answered the old one answers again', () => {
    const page = new Page('one')
    const desk = new Desk().call()
    desk.offers('offer 2', 2)
    expect(page.heard.at(-1)).toMatchObject({ type: 'call', offerNumber: 2, sdp: 'offer 2' })
    page.answers(1)
    expect(desk.heard).toEqual([])
    page.answers(2)
    expect(desk.heard).toEqual([description('one answers 2', 2)])
  })

  it('[K6] taken back before it was taken, it is cancelled; a desk that does not return too', () => {
    const page = new Page('one')
    new Desk().call().hangsUp()
    expect(page.heard.at(-1)).toEqual(over('cancelled'))
    exchange.dispose()
    new Desk().call().loses()
    clock.advance(15_000)
    expect(page.heard.at(-1)).toEqual(over('cancelled'))
  })
})
