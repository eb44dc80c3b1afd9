import { describe, expect, it } from 'vitest'

import { readPolicy, type PolicyLayer } from '#shared/contract/policy/policy'
import { silentLogger, type LogContext, type Logger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { PolicyKeeper } from './policy-keeper'

const EVERY_MS = 30_000

function keep(first: unknown, logger: Logger = silentLogger) {
  const clock = new ManualClock()
  let content = first
  const readLayers = (): PolicyLayer[] =>
    content === null ? [] : [{ where: '/etc/otklik/policy.json', kind: 'read', dialect: 'json', content }]
  const keeper = new PolicyKeeper({ readLayers, atStart: readPolicy(readLayers()), everyMs: EVERY_MS, clock, logger })
  return {
    keeper,
    clock,
    write: (next: unknown) => {
      content = next
    },
  }
}

describe('[I2] the policy while Otklik runs', () => {
  it('is read again every so often, told where it changed, and no more once disposed', () => {
    const { keeper, clock, write } = keep(null)
    const told: number[] = []
    keeper.onChanged(({ rules }) => told.push(rules.size))
    clock.advance(EVERY_MS)
    expect(told).toEqual([])
    write({ locked: { 'look.theme': 'dark' } })
    clock.advance(EVERY_MS)
    clock.advance(EVERY_MS)
    expect(told).toEqual([1])
    expect(keeper.state()).toEqual({
      places: ['/etc/otklik/policy.json'],
      managed: [{ key: 'look.theme', rule: 'locked', value: 'dark', waits: false }],
      problems: [],
    })
    keeper.dispose()
    write(null)
    clock.advance(EVERY_MS)
    expect(told).toEqual([1])
  })

  it('a lock is above the choice, the choice above a preset', () => {
    const { keeper } = keep({ locked: { 'look.theme': 'dark' }, preset: { 'look.density': 'roomy' } })
    expect(keeper.value('look.theme', 'light')).toBe('dark')
    expect(keeper.value('look.density', 'compact')).toBe('compact')
    expect(keeper.value('look.density')).toBe('roomy')
    expect(keeper.value('look.widget')).toBeUndefined()
    expect([keeper.isLocked('look.theme'), keeper.isLocked('look.density')]).toEqual([true, false])
  })

  it('tells the log keys and kinds, and nothing of what stands there', () => {
    const told: [string, LogContext | undefined][] = []
    const note = (message: string, context?: LogContext) => told.push([message, context])
    keep(
      { locked: { 'look.theme': 'of +7 900 000-00-00', 'look.density': 'roomy' } },
      { ...silentLogger, info: note, warn: note },
    )
    expect(told).toEqual([
      ['policy of the company', { places: '/etc/otklik/policy.json', locked: 'look.density', preset: '' }],
      [
        'a part of the policy is not understood',
        { where: '/etc/otklik/policy.json', key: 'look.theme', problem: 'badValue' },
      ],
    ])
  })
})
