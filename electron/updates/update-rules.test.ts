import { expect, it } from 'vitest'

import { readPolicy } from '#shared/contract/policy/policy'
import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'
import { PolicyKeeper } from '../policy/policy-keeper'
import { updateRules } from './update-rules'

it('[I3] takes what the company has set from its policy itself, the rest from what was built in', () => {
  const layers = () => [
    {
      where: '/etc/otklik/policy.json',
      kind: 'read' as const,
      dialect: 'json' as const,
      content: { locked: { 'updates.url': 'https://updates.firm.ru/otklik' } },
    },
  ]
  const keeper = new PolicyKeeper({
    readLayers: layers,
    atStart: readPolicy(layers()),
    everyMs: 60_000,
    clock: new ManualClock(),
    logger: silentLogger,
  })
  expect(updateRules(keeper, { url: 'https://other.ru', publicKey: 'one, two', channel: 'early' })).toEqual({
    mode: 'auto',
    source: 'https://updates.firm.ru/otklik',
    publicKeys: ['one', 'two'],
    channel: 'early',
    forceAfterDays: null,
  })
  keeper.dispose()
})
