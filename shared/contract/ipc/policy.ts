import { z } from 'zod'

import { MANAGED_SETTINGS, type ManagedKey } from '../policy/catalogue'
import { defineContract, event, nothing, request } from '../define'

const keys = MANAGED_SETTINGS.map(({ key }) => key)
export const managedKey = z.enum(keys as [ManagedKey, ...ManagedKey[]])

const policyProblem = z.object({
  /** The file, the key of the registry. */
  where: z.string(),
  /** `null`: of the place as a whole. */
  key: z.string().nullable(),
  problem: z.enum(['unreadable', 'notJson', 'notObject', 'unknownSection', 'unknownKey', 'badValue']),
  /** What came, in short, or what the system said of it. */
  came: z.string(),
})

export const policyState = z.object({
  /** Where the company’s settings were found. */
  places: z.array(z.string()),
  managed: z.array(
    z.object({
      key: managedKey,
      rule: z.enum(['locked', 'preset']),
      /** Holds from the next start on. */
      waits: z.boolean(),
    }),
  ),
  problems: z.array(policyProblem),
})
export type PolicyState = z.output<typeof policyState>

/** What the company has set for this computer (spec I2). Nothing here can change it. */
export const policy = defineContract('policy', {
  getState: request(nothing, policyState),
  stateChanged: event(policyState),
})
export type PolicyContract = typeof policy
