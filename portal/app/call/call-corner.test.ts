// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { PageFrame, PortalFrame } from '#shared/contract/portal'
import { ManualClock } from '#shared/lib/manual-clock'

import { wordsIn } from '../words'
import { CallCorner } from './call-corner'

const CALL = '00000000-0000-4000-8000-000000000001'
const offerWith = (fingerprint: string, mark: string) => `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\ns=${mark}\r\n`

/** A browser's peer connection as far as the page uses one. */
class FakePeer extends EventTarget {
  static all: FakePeer[] = []
  readonly offers: string[] = []
  readonly tracks: unknown[] = []
  connectionState = 'new'
  iceGatheringState = 'gathering'
  isClosed = false
  localDescription: { readonly sdp: string } | null = null

  constructor() {
    super()
    FakePeer.all.push(this)
  }

  addTrack(track: unknown): void {
    this.tracks.push(track)
  }

  async setRemoteDescription({ sdp }: { readonly sdp: string }): Promise<void> {
    if (sdp.includes('s=bad')) throw new DOMException('no', 'OperationError')
    this.offers.push(sdp)
  }

  async createAnswer(): Promise<object> {
    return {}
  }

  async setLocalDescription(): Promise<void> {
    const isGathered = this.iceGatheringState === 'complete'
    this.localDescription = { sdp: isGathered ? `answer ${String(this.offers.length)}` : 'answer without candidates' }
  }

  gathers(): void {
    this.iceGatheringState = 'complete'
    void this.setLocalDescription()
    this.dispatchEvent(new Event('icegatheringstatechange'))
  }

  becomes(state: string): void {
    this.connectionState = state
    this.dispatchEvent(new Event('connectionstatechange'))
  }

  close(): void {
    this.isClosed = true
  }
}

class FakeTrack {
  enabled = true
  isStopped = false

  stop(): void {
    this.isStopped = true
  }
}

let clock: ManualClock
let corner: CallCorner
let sent: PageFrame[]
let isLine: boolean
let track: FakeTrack
let microphone: () => Promise<unknown>
const tell = vi.fn()

beforeEach(() => {
  clock = new ManualClock()
  sent = []
  isLine = true
  track = new FakeTrack()
  FakePeer.all = []
  tell.mockClear()
  microphone = async () => ({ getTracks: () => [track], getAudioTracks: () => [track] })
  vi.stubGlobal('RTCPeerConnection', FakePeer)
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => microphone() } })
  corner = new CallCorner({
    words: wordsIn('ru'),
    clock,
    link: { isFramed: false, tell },
    send: (frame) => {
      if (isLine) sent.push(frame)
      return isLine
    },
    titleChanged: () => undefined,
  })
  document.body.replaceChildren(corner.element)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const call = (patch: Partial<Extract<PortalFrame, { type: 'call' }>> = {}): PortalFrame => ({
  type: 'call',
  callId: CALL,
  conversationId: CALL,
  company: 'ООО «Ромашка»',
  note: 'Звонят по вакансии «Курьер»',
  offerNumber: 1,
  sdp: offerWith('AA', 'first'),
  ...patch,
})
const offer = (offerNumber: number, sdp: string): PortalFrame => ({ type: 'callOffer', callId: CALL, offerNumber, sdp })
const over = (why: 'cancelled' | 'hungUp' | 'lost' | 'takenElsewhere'): PortalFrame => ({
  type: 'callOver',
  callId: CALL,
  why,
})
const description = (offerNumber: number, sdp: string) => ({ type: 'callDescription', callId: CALL, offerNumber, sdp })
const button = (name: string) =>
  [...corner.element.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )
const text = () => corner.element.textContent
const peer = () => FakePeer.all.at(-1)

async function settle(): Promise<void> {
  await clock.advanceAsync(0)
}

/** Rung, answered, and heard. */
async function talk(): Promise<void> {
  corner.handle(call())
  button('Ответить')?.click()
  await settle()
  peer()?.gathers()
  await settle()
  peer()?.becomes('connected')
}

describe('a call that arrives in the page', () => {
  it('[K5] [K6] says who calls and why, takes the focus, names the tab, raises the icon’s panel', () => {
    corner.handle(call())
    const { element } = corner
    expect(element.getAttribute('role')).toBe('alertdialog')
    const named = element.querySelector(`#${element.getAttribute('aria-labelledby') ?? ''}`)
    const described = element.querySelector(`#${element.getAttribute('aria-describedby') ?? ''}`)
    expect([named?.textContent, described?.textContent]).toEqual([
      'Звонит ООО «Ромашка»',
      'Звонят по вакансии «Курьер»',
    ])
    expect(document.activeElement).toBe(button('Ответить'))
    expect(corner.title).toBe('Звонит ООО «Ромашка»')
    expect(sent).toEqual([{ type: 'callRings', callId: CALL }])
    expect(tell.mock.calls).toEqual([[{ otklik: 'rings' }]])
    expect(element.querySelectorAll('button')).toHaveLength(2)
    corner.handle(over('cancelled'))
    expect([element.hidden, corner.title]).toEqual([true, null])
    expect(tell.mock.calls.at(-1)).toEqual([{ otklik: 'quiet' }])
  })

  it('[K6] does not take the focus from whoever writes: Enter sends the message and answers nothing', () => {
    const field = document.createElement('textarea')
    document.body.append(field)
    field.value = 'Добрый'
    field.focus()
    corner.handle(call())
    expect(document.activeElement).toBe(field)
    expect(corner.escape()).toBe(true)
    expect(sent.at(-1)).toEqual({ type: 'callRefused', callId: CALL, reason: 'declined' })
    expect([corner.element.hidden, corner.escape()]).toEqual([true, false])
  })

  it('[K6] is answered with all candidates, runs with a clock, can be muted and hung up', async () => {
    corner.handle(call())
    button('Ответить')?.click()
    expect(text()).toContain('Соединяем…')
    await settle()
    expect(peer()?.tracks).toEqual([track])
    expect(sent).toHaveLength(1)
    peer()?.gathers()
    await settle()
    expect(sent.at(-1)).toEqual(description(1, 'answer 1'))
    peer()?.becomes('connected')
    expect(corner.element.getAttribute('role')).toBe('region')
    expect(document.activeElement).toBe(button('Завершить'))
    // Whoever folds the chat goes on to see that they are heard.
    expect(tell.mock.calls.at(-1)).toEqual([{ otklik: 'talks' }])
    clock.advance(65_000)
    expect(corner.element.querySelector('[role=timer]')?.textContent).toBe('01:05')
    const mute = button('Выключить микрофон')
    mute?.click()
    expect([track.enabled, mute?.getAttribute('aria-pressed')]).toEqual([false, 'true'])
    expect(text()).toContain('вас не слышно')
    mute?.click()
    expect(track.enabled).toBe(true)
    button('Завершить')?.click()
    expect(sent.at(-1)).toEqual({ type: 'callHungUp', callId: CALL })
    expect(text()).toContain('Звонок завершёнРазговор длился 01:05')
    expect(tell.mock.calls.at(-1)).toEqual([{ otklik: 'quiet' }])
    expect([track.isStopped, peer()?.isClosed]).toEqual([true, true])
    clock.advance(5000)
    expect([corner.element.hidden, clock.pendingTimers]).toEqual([true, 0])
  })

  it('[K6] gathering that takes too long is not waited for', async () => {
    corner.handle(call())
    button('Ответить')?.click()
    await settle()
    await clock.advanceAsync(2000)
    expect(sent.at(-1)).toEqual(description(1, 'answer without candidates'))
  })

  it.each([
    ['NotAllowedError', 'microphoneRefused', 'Браузер не дал доступ к микрофону'],
    ['NotFoundError', 'noMicrophone', 'Микрофон не найден'],
    ['NotReadableError', 'noMicrophone', 'Микрофон не найден или занят'],
  ])('[K6] without a microphone (%s) it says so to both sides', async (name, reason, words) => {
    microphone = () => Promise.reject(new DOMException('no', name))
    corner.handle(call())
    button('Ответить')?.click()
    await settle()
    expect(sent.at(-1)).toEqual({ type: 'callRefused', callId: CALL, reason })
    expect(text()).toContain(words)
    clock.advance(60_000)
    expect(text()).toContain(words)
    button('Закрыть')?.click()
    expect(corner.element.hidden).toBe(true)
  })

  it('[K6] an offer that the browser does not take, or a browser that cannot call, is refused', async () => {
    corner.handle(call({ sdp: offerWith('AA', 'bad') }))
    button('Ответить')?.click()
    await settle()
    expect(sent.at(-1)).toEqual({ type: 'callRefused', callId: CALL, reason: 'mediaFailed' })
    expect([text().includes('Соединиться не удалось'), track.isStopped]).toEqual([true, true])
    vi.stubGlobal('navigator', {})
    const callId = '00000000-0000-4000-8000-000000000002'
    corner.handle(call({ callId }))
    expect(sent.at(-1)).toEqual({ type: 'callRefused', callId, reason: 'mediaFailed' })
    expect(button('Ответить')).toBeUndefined()
  })

  it('[K6] that was answered elsewhere meanwhile lets go of the microphone', async () => {
    corner.handle(call())
    button('Ответить')?.click()
    corner.handle(over('takenElsewhere'))
    await settle()
    expect(text()).toContain('ответили в другом окне')
    expect([track.isStopped, sent.length]).toEqual([true, 1])
  })
})

describe('a call that runs', () => {
  it('[K6] [K11] is negotiated anew on the same connection, and on a new one where the desk began anew', async () => {
    await talk()
    const [first] = FakePeer.all
    corner.handle(offer(2, offerWith('AA', 'hold')))
    await settle()
    expect(sent.at(-1)).toEqual(description(2, 'answer 2'))
    expect(FakePeer.all).toEqual([first])
    // Not heard the first time: the same again.
    corner.handle(offer(2, offerWith('AA', 'hold')))
    expect([sent.filter(({ type }) => type === 'callDescription').length, first?.offers.length]).toEqual([3, 2])
    button('Выключить микрофон')?.click()
    corner.handle(offer(3, offerWith('BB', 'anew')))
    await settle()
    const second = peer()
    expect([FakePeer.all.length, first?.isClosed, second?.tracks]).toEqual([2, true, [track]])
    second?.gathers()
    await settle()
    expect(sent.at(-1)).toEqual(description(3, 'answer 1'))
    expect([track.enabled, track.isStopped]).toEqual([false, false])
  })

  it('[K6] [K11] holds on while its line or its sound is broken, and half a minute later gives up', async () => {
    await talk()
    corner.handle({ ...WELCOME })
    expect(sent.at(-1)).toEqual({ type: 'callHere', callId: CALL })
    peer()?.becomes('disconnected')
    expect(text()).toContain('восстанавливаем')
    peer()?.becomes('connected')
    expect(text()).not.toContain('восстанавливаем')
    peer()?.becomes('failed')
    clock.advance(29_999)
    expect(text()).toContain('восстанавливаем')
    clock.advance(1)
    expect(sent.at(-1)).toEqual({ type: 'callHungUp', callId: CALL })
    expect(text()).toContain('Связь пропала')
  })

  it('[K6] is heard, at the next touch where the browser forbids it first', async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play')
    play.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError')).mockResolvedValue()
    const place = vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockReturnValue()
    await talk()
    peer()?.dispatchEvent(Object.assign(new Event('track'), { track: new FakeTrack() }))
    await settle()
    expect([play.mock.calls.length, document.querySelectorAll('audio').length]).toEqual([1, 1])
    document.dispatchEvent(new Event('pointerdown'))
    document.dispatchEvent(new Event('pointerdown'))
    expect(play).toHaveBeenCalledTimes(2)
    button('Завершить')?.click()
    expect(document.querySelectorAll('audio')).toHaveLength(0)
    play.mockRestore()
    place.mockRestore()
  })

  it('[K6] hung up without a line, the hub hears of it first when the line is back', async () => {
    await talk()
    isLine = false
    button('Завершить')?.click()
    isLine = true
    const before = sent.length
    corner.handle({ ...WELCOME })
    corner.handle(call())
    expect(sent.slice(before)).toEqual([{ type: 'callHungUp', callId: CALL }])
    expect(button('Ответить')).toBeUndefined()
    // That line may have died with the word.
    corner.handle({ ...WELCOME })
    expect(sent.at(-1)).toEqual({ type: 'callHungUp', callId: CALL })
  })

  it('[K6] ends with the page, and says how it ended otherwise', async () => {
    await talk()
    corner.leave()
    expect(sent.at(-1)).toEqual({ type: 'callHungUp', callId: CALL })
    expect([corner.element.hidden, track.isStopped]).toEqual([true, true])
    const callId = '00000000-0000-4000-8000-000000000003'
    corner.handle(call({ callId }))
    button('Ответить')?.click()
    await settle()
    corner.handle({ type: 'callOver', callId, why: 'lost' })
    expect(text()).toContain('Связь пропала')
  })
})

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
