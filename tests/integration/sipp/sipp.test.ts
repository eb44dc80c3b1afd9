import { afterEach, beforeEach, expect, it } from 'vitest'
import { startSipSandbox, type SipSandbox } from '../../../sandbox/sip'
import { sippCall, sippRegister, type SippTarget } from '../../bench/lib/sipp'

let sandbox: SipSandbox

beforeEach(async () => {
  sandbox = await startSipSandbox()
})

afterEach(() => sandbox.stop())

function target(transport: 'tcp' | 'udp', count: number): SippTarget {
  const { domain } = sandbox
  return { ...sandbox[transport], transport, user: 'agent', password: 'agent-secret', domain, count }
}

it.each(['tcp', 'udp'] as const)('sipp registers over %s and its times are read', async (transport) => {
  const times = await sippRegister(target(transport, 5))
  expect([times.challengeMs.length, times.acceptMs.length, times.wholeMs.length]).toEqual([5, 5, 5])
  expect(Math.min(...times.wholeMs)).toBeGreaterThan(0)
  expect(await sandbox.control.stats()).toMatchObject({ registers: 10, malformed: 0 })
})

it.each(['tcp', 'udp'] as const)('sipp calls a ringing callee over %s and gives up', async (transport) => {
  const { ringMs } = await sippCall({ ...target(transport, 3), to: '1003' })
  expect(ringMs).toHaveLength(3)
  const calls = await sandbox.control.calls()
  expect(calls.map(({ state, ended }) => `${state} ${String(ended)}`)).toEqual(Array(3).fill('ended cancelled'))
})
