import { z } from 'zod'

import { updatePublicKeys, updateSource } from '#shared/contract/policy/update-settings'
import { channelName } from '#shared/contract/release'
import type { PolicyKeeper } from '../policy/policy-keeper'

export interface UpdateRules {
  readonly mode: 'auto' | 'notify' | 'off'
  readonly source: string | null
  readonly publicKeys: readonly string[]
  readonly channel: string
  readonly forceAfterDays: number | null
}

/** What `npm run package -- --updates-url … --updates-key …` wrote into the program's package.json. */
const packaged = z.object({
  updates: z
    .object({ url: updateSource, publicKey: updatePublicKeys, channel: channelName.default('stable') })
    .optional(),
})
export type BuiltInUpdates = z.output<typeof packaged>['updates']

export function builtInUpdates(packageJson: unknown): BuiltInUpdates {
  return packaged.parse(packageJson).updates
}

/** The company's policy, else what the program was built with. */
export function updateRules(policy: Pick<PolicyKeeper, 'value'>, builtIn: BuiltInUpdates): UpdateRules {
  const source = policy.value('updates.url') ?? builtIn?.url ?? null
  const publicKey = policy.value('updates.publicKey') ?? builtIn?.publicKey
  return {
    mode: policy.value('updates.mode') ?? 'auto',
    source,
    publicKeys: publicKey?.split(',').map((key) => key.trim()) ?? [],
    channel: policy.value('updates.channel') ?? builtIn?.channel ?? 'stable',
    forceAfterDays: policy.value('updates.forceAfterDays') ?? null,
  }
}
