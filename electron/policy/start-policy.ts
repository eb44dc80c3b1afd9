import { userInfo } from 'node:os'

import { lockedValue, presetValue, readPolicy, type Policy } from '#shared/contract/policy/policy'
import type { HubRule } from '../hub/entrance'
import { isThere, policyPlaces, runProgram, type ReadLayers } from './policy-places'

export interface StartPolicy {
  readonly policy: Policy
  readonly readLayers: ReadLayers
}

/**
 * Read before the first window, which may already depend on it. `isInstalled`: then `OTKLIK_POLICY_FILE`, by which tests
 * of a build from source name a policy, is nothing.
 */
export function readPolicyAtStart(isInstalled: boolean, file: string | undefined): StartPolicy {
  const readLayers = policyPlaces({
    platform: process.platform,
    userName: userInfo().username,
    run: runProgram,
    exists: isThere,
    file: isInstalled || file === undefined || file === '' ? null : file,
  })
  return { policy: readPolicy(readLayers()), readLayers }
}

export function hubRule(policy: Policy): HubRule {
  return { locked: lockedValue(policy, 'workplace.hub'), preset: presetValue(policy, 'workplace.hub') }
}

/** What the company says, else as it was built to run. */
export function isLogDetailed(policy: Policy, nodeEnv: string | undefined): boolean {
  const level = lockedValue(policy, 'workplace.logLevel') ?? presetValue(policy, 'workplace.logLevel')
  return level === undefined ? nodeEnv === 'development' : level === 'detailed'
}

/** A file is cheap to read again; the registry takes a program. */
export const WATCH_POLICY_MS = process.platform === 'win32' ? 900_000 : 30_000
