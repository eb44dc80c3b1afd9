// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { putFile } from './put-file'

/** What is used of the real one, in the hands of the test. */
class FakeRequest {
  static last: FakeRequest
  readonly upload: { onprogress?: (event: Partial<ProgressEvent>) => void } = {}
  readonly opened: string[] = []
  readonly headers: Record<string, string> = {}
  status = 0
  responseText = ''
  timeout = 0
  body: unknown = null
  isAborted = false
  onloadend?: () => void

  constructor() {
    FakeRequest.last = this
  }

  open(...args: string[]): void {
    this.opened.push(...args)
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }

  send(body: unknown): void {
    this.body = body
  }

  abort(): void {
    this.isAborted = true
    this.onloadend?.()
  }

  answer(status: number, text: string): void {
    this.status = status
    this.responseText = text
    this.onloadend?.()
  }
}

const blob = new Blob(['1234'])
let stop: AbortController
let shares: number[]

function put() {
  return putFile({
    url: 'http://127.0.0.1:1/api/uploads/1',
    headers: { authorization: 'Bearer secret' },
    blob,
    timeoutMs: 5,
    signal: stop.signal,
    onProgress: (share) => shares.push(share),
  })
}

beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  stop = new AbortController()
  shares = []
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('putting a file', () => {
  it('[M15] tells how far it has got, and what was answered', async () => {
    const reply = put()
    const { last } = FakeRequest
    expect([last.opened, last.headers, last.timeout, last.body]).toEqual([
      ['PUT', 'http://127.0.0.1:1/api/uploads/1'],
      { authorization: 'Bearer secret' },
      5,
      blob,
    ])
    last.upload.onprogress?.({ loaded: 1, total: 4, lengthComputable: true })
    last.upload.onprogress?.({ loaded: 1, total: 0, lengthComputable: false })
    last.upload.onprogress?.({ loaded: 4, total: 4, lengthComputable: true })
    last.answer(200, '{}')
    expect(await reply).toEqual({ status: 200, text: '{}' })
    expect(shares).toEqual([0.25, 1])
  })

  it('answers nothing where nothing was answered', async () => {
    const reply = put()
    FakeRequest.last.answer(0, '')
    expect(await reply).toBeNull()
  })

  it('[M15] is cut off in the middle; a cut after the end changes nothing', async () => {
    const reply = put()
    stop.abort()
    expect([await reply, FakeRequest.last.isAborted]).toEqual([null, true])

    stop = new AbortController()
    const done = put()
    FakeRequest.last.answer(200, '')
    stop.abort()
    expect([await done, FakeRequest.last.isAborted]).toEqual([{ status: 200, text: '' }, false])
  })

  it('does not begin what was given up before', async () => {
    stop.abort()
    const before = FakeRequest.last
    expect(await put()).toBeNull()
    expect(FakeRequest.last).toBe(before)
  })
})
