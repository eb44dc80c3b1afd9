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
  problem: z.enum([
    'unreadable',
    'notJson',
    'othersMayWrite',
    'notObject',
    'unknownSection',
    'unknownKey',
    'badValue',
    'plainHub',
  ]),
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
      value: z.unknown(),
      /** Holds from the next start on. */
      waits: z.boolean(),
    }),
  ),
  problems: z.array(policyProblem),
})
export type PolicyState = z.output<typeof policyState>

const setupOffer = z.object({
  id: z.string(),
  /** The name of the file; `null`: it came by a link. */
  file: z.string().nullable(),
  items: z.array(z.object({ key: managedKey, value: z.unknown(), isLocked: z.boolean() })),
  problems: z.array(
    z.object({
      key: z.string(),
      problem: z.enum(['unknownKey', 'badValue', 'policyOnly', 'lineWithoutServer', 'phoneWithoutAddress']),
      came: z.string(),
    }),
  ),
})
export type SetupOffer = z.output<typeof setupOffer>

/** `gone`: it was answered before, or another one came; `signOutFirst`: somebody works with another server here. */
const setupReply = z.object({ kind: z.enum(['applied', 'gone', 'signOutFirst', 'badHub']) })
export type SetupReply = z.output<typeof setupReply>

const setupFileReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['offered', 'cancelled']) }),
  z.object({ kind: z.enum(['unreadable', 'notJson', 'notObject']), came: z.string() }),
])
export type SetupFileReply = z.output<typeof setupFileReply>

/** What the company has set for this computer (spec I2), which nothing here can change; and what a link or file offers (I7). */
export const policy = defineContract('policy', {
  getState: request(nothing, policyState),
  stateChanged: event(policyState),
  /** What waits for the person's answer. */
  getSetup: request(nothing, setupOffer.nullable()),
  setupOffered: event(nothing),
  applySetup: request(z.object({ id: z.string() }), setupReply),
  dropSetup: request(z.object({ id: z.string() }), nothing),
  /** Asks which file, and offers what stands in it. */
  chooseSetupFile: request(nothing, setupFileReply),
})
export type PolicyContract = typeof policy
