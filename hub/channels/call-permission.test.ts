import { expect, it } from 'vitest'

import { callPermission } from '#shared/domain/channel-calls'

import { avitoCapabilities } from './avito/config'
import { jobsCapabilities } from './avito-jobs/config'
import { hhCapabilities } from './hh/config'
import { siteCapabilities } from './site/site-channel'

it('[K3] of whom nothing is known may be called where people write to us by themselves, and never on hh.ru', () => {
  const drivers = { avitoCapabilities, jobsCapabilities, hhCapabilities, siteCapabilities }
  const unknown = Object.entries(drivers).map(([name, capabilities]) => [
    name,
    callPermission({ reach: null }, { capabilities }),
  ])
  expect(Object.fromEntries(unknown)).toEqual({
    avitoCapabilities: 'allowed',
    jobsCapabilities: 'allowed',
    hhCapabilities: 'nothingKnown',
    siteCapabilities: 'allowed',
  })
})
