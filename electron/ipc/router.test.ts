import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { defineContract, event, nothing, request } from '#shared/contract/define'
import type { LogContext, Logger } from '#shared/lib/logger'
import { silentLogger } from '#shared/lib/logger'
import { Router, type Sender } from './router'

const calls = defineContract('calls', {
  startCall: request(z.object({ number: z.string().min(1) }), z.string()),
  list: request(nothing, z.array(z.string())),
  breakDown: request(nothing, nothing),
  changed: event(z.null()),
})

const DESK: Sender = { kind: 'desk', isTopFrame: true, url: 'app://otklik/desk.html' }

function createRouter(logger: Logger = silentLogger) {
  const router = new Router(logger, () => 'error-1')
  const handled: string[] = []
  const registration = router.handle(calls, {
    startCall: ({ number }) => {
      handled.push(number)
      return `call to ${number}`
    },
    list: () => Promise.resolve(['a']),
    breakDown: () => {
      throw new Error('a defect')
    },
  })
  return { router, handled, registration }
}

describe('the door to main', () => {
  it('answers with what the handler returned', async () => {
    const { router } = createRouter()
    expect(await router.answer(DESK, ['calls:start-call', { number: '100' }])).toEqual({
      ok: true,
      value: 'call to 100',
    })
    expect(await router.answer(DESK, ['calls:list', null])).toEqual({ ok: true, value: ['a'] })
  })

  it('[I9] parses arguments before any handler sees them', async () => {
    const { router, handled } = createRouter()
    for (const args of [
      undefined,
      null,
      {},
      { number: '' },
      { number: 5 },
      { number: { length: { toString: 0 } } },
      'x',
    ]) {
      expect(await router.answer(DESK, ['calls:start-call', args])).toEqual({
        ok: false,
        kind: 'badArguments',
        errorId: 'error-1',
      })
    }
    expect(handled).toEqual([])
  })

  it.each<[string, Sender]>([
    ['a page that is not ours', { ...DESK, kind: null }],
    ['a frame inside a page', { ...DESK, isTopFrame: false }],
    ['another origin', { ...DESK, url: 'https://example.com/desk.html' }],
    ['an origin that only begins like ours', { ...DESK, url: 'app://otklik.example/desk.html' }],
    ['the media window, which has no requests', { ...DESK, kind: 'media' }],
  ])('[I9] refuses %s', async (_title, sender) => {
    const { router, handled } = createRouter()
    expect(await router.answer(sender, ['calls:start-call', { number: '100' }])).toEqual({
      ok: false,
      kind: 'notAllowed',
      errorId: 'error-1',
    })
    expect(handled).toEqual([])
  })

  it.each([[[]], [['calls:nope', null]], [['calls:changed', null]], [[5, null]], ['calls:list'], [null]])(
    'refuses what is no request of a contract: %j',
    async (message) => {
      const { router } = createRouter()
      expect(await router.answer(DESK, message)).toMatchObject({ ok: false, errorId: 'error-1' })
    },
  )

  it('lets a defect cross as an id only and logs the rest', async () => {
    const errors: (LogContext | undefined)[] = []
    const { router } = createRouter({ ...silentLogger, error: (_message, context) => void errors.push(context) })
    expect(await router.answer(DESK, ['calls:break-down', null])).toEqual({
      ok: false,
      kind: 'bug',
      errorId: 'error-1',
    })
    expect(errors).toEqual([
      expect.objectContaining({ channel: 'calls:break-down', errorId: 'error-1', error: 'Error: a defect' }),
    ])
  })

  it('takes one handler per name, and gives names back', async () => {
    const { router, registration } = createRouter()
    const again = () => router.handle(calls, { startCall: () => '', list: () => [], breakDown: () => null })
    expect(again).toThrow('calls:start-call has a handler already')
    registration.dispose()
    again()
    expect(await router.answer(DESK, ['calls:list', null])).toEqual({ ok: true, value: [] })
  })
})
