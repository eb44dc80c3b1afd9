import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, expect, it } from 'vitest'

import { makeDriverRig, type DriverRig } from './driver-rig'

let rig: DriverRig
let server: Server

/** Stands for the hub's route: hands over what comes. */
beforeEach(async () => {
  rig = await makeDriverRig({ tuning: { responsePollMs: 3_600_000, responseWebhookPollMs: 3_600_000 } })
  server = createServer((request: IncomingMessage, answer) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const secret = request.headers['x-secret']
      rig.channel
        .handleWebhook(parse(Buffer.concat(parts).toString()), typeof secret === 'string' ? secret : null)
        .then((verdict) => answer.writeHead(verdict === 'taken' ? 200 : 403).end())
        .catch(() => answer.writeHead(500).end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  rig.host.webhook = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`
  rig.channel.start()
  await rig.host.until(() => rig.host.delivery === 'webhook')
})
afterEach(async () => {
  server.close()
  await rig.stop()
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const candidate = (name: string) => ({ vacancy: 'Курьер', name, how: 'phone' as const })

async function secretOfHook(): Promise<string> {
  const [hook] = await rig.sandbox.control.applicationWebhooks()
  if (!hook) throw new Error('no hook')
  return hook.secret
}

it('[Q2] brings a new response and its changes without polling', async () => {
  const { applicationId } = await rig.sandbox.control.candidateResponds(candidate('Анна'))
  await rig.host.until(() => rig.responses().length === 1)
  await rig.sandbox.control.updateResponse(applicationId, { state: 'interview' })
  await rig.host.until(() => rig.responses()[0]?.stage?.slug === 'interview')
  expect(rig.host.health?.kind).toBe('receiving')
})

it('takes the same event five times, and events in reverse order, as one of each', async () => {
  await rig.sandbox.control.setWebhook({ failing: true })
  const first = await rig.sandbox.control.candidateResponds(candidate('Первая'))
  const second = await rig.sandbox.control.candidateResponds(candidate('Вторая'))
  const secret = await secretOfHook()
  for (const { applicationId } of [second, second, first, second, first, second, second]) {
    expect(await rig.channel.handleWebhook({ applyId: applicationId }, secret)).toBe('taken')
  }
  await rig.host.until(() => rig.responses().length === 2)
  const announced = [first, second].map(({ applicationId }) => rig.host.firstTimes.get(`response:${applicationId}`))
  expect(announced).toEqual([1, 1])
})

it('refuses an event with a wrong secret or none, and reads nothing for it', async () => {
  await rig.sandbox.control.setWebhook({ failing: true })
  const { applicationId } = await rig.sandbox.control.candidateResponds(candidate('Чужая'))
  const { requests } = await rig.sandbox.control.stats()
  expect(await rig.channel.handleWebhook({ applyId: applicationId }, 'guessed')).toBe('refused')
  expect(await rig.channel.handleWebhook({ applyId: applicationId }, null)).toBe('refused')
  expect(rig.responses()).toEqual([])
  expect((await rig.sandbox.control.stats()).requests - requests).toBeLessThanOrEqual(1)
})

it('answers bodies that name nothing, and an id that the platform does not know does no harm', async () => {
  const secret = await secretOfHook()
  for (const body of [undefined, {}, [], null, 'ping', { type: 'unknown', payload: {} }, { applyId: 5 }]) {
    expect(await rig.channel.handleWebhook(body, null)).toBe('taken')
  }
  expect(await rig.channel.handleWebhook({ applyId: '000000000000000000000000' }, secret)).toBe('taken')
  await rig.sandbox.control.candidateResponds(candidate('Следом'))
  await rig.host.until(() => rig.responses().length === 1)
})

it('keeps one hook over restarts and leaves none behind when the channel goes', async () => {
  const before = await rig.sandbox.control.applicationWebhooks()
  rig.channel.dispose()
  const next = rig.again()
  next.start()
  await rig.host.until(() => rig.host.delivery === 'webhook')
  expect(await rig.sandbox.control.applicationWebhooks()).toEqual(before)
  await next.withdraw()
  expect([await rig.sandbox.control.applicationWebhooks(), await rig.sandbox.control.webhooks()]).toEqual([[], []])
})
