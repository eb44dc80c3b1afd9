import { z } from 'zod'

/**
 * What RFC 3261 §12 calls the state of a dialog, and as whom the session knows the other side. Enough to go on with it
 * from another process; nothing in it is secret.
 */
export interface KeptDialog {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  readonly localSequence: number | null
  readonly remoteSequence: number | null
  readonly localUri: string
  readonly remoteUri: string
  readonly remoteTarget: string
  readonly routes: readonly string[]
  readonly isSecure: boolean
  /** `From` or `To` of the other side. */
  readonly remoteIdentity: string
  /** What a server vouches for instead. */
  readonly assertedIdentity: string | null
}

const sequence = z.number().int().nonnegative().nullable()

export const keptDialog = z.object({
  callId: z.string().min(1),
  localTag: z.string().min(1),
  remoteTag: z.string(),
  localSequence: sequence,
  remoteSequence: sequence,
  localUri: z.string(),
  remoteUri: z.string(),
  remoteTarget: z.string(),
  routes: z.array(z.string()).readonly(),
  isSecure: z.boolean(),
  remoteIdentity: z.string(),
  assertedIdentity: z.string().nullable(),
}) satisfies z.ZodType<KeptDialog>
