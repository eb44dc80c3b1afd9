import { userInfo } from 'node:os'

import { readPolicy, type Policy } from '#shared/contract/policy/policy'
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

/** A file is cheap to read again; the registry takes a program. */
export const WATCH_POLICY_MS = process.platform === 'win32' ? 900_000 : 30_000
