import { failed, passed, skipped, type Found } from '#shared/domain/self-test/row'
import type { Feed } from '../updates/feed'
import { readRelease, type ReleaseFailure } from '../updates/read-release'
import type { UpdateRules } from '../updates/update-rules'

const PATIENCE_MS = 20_000

/** Where this Otklik gets its updates from, and how they are trusted. */
export interface UpdatesToTest extends Pick<UpdateRules, 'channel' | 'publicKeys'> {
  readonly source: string
  readonly feed: Feed
  readonly nowMs: number
}

const CAUSES = {
  unreachable: 'updatesUnreachable',
  certificate: 'updatesCertificate',
  proxyLogin: 'updatesProxyLogin',
  notFound: 'updatesNoRelease',
  refused: 'updatesNoRelease',
  tooLarge: 'updatesNoRelease',
  notARelease: 'updatesNoRelease',
  notUnderstood: 'updatesNoRelease',
  wrongSignature: 'updatesSignature',
} as const satisfies Readonly<Record<ReleaseFailure['reason'], string>>

/** Reads the release as the updates themselves do; `null`: somebody else installs new versions. */
export async function tryUpdates(updates: UpdatesToTest | null): Promise<Found> {
  if (!updates) return skipped('noSource')
  const { source: address } = updates
  if (updates.publicKeys.length === 0) return failed('updatesNoKey', { address })
  const read = await readRelease(updates.feed, updates, AbortSignal.timeout(PATIENCE_MS))
  if (!read.ok)
    return failed(CAUSES[read.error.reason], { address, code: read.error.reason, detail: read.error.detail })
  const { version, validUntilMs } = read.value
  return validUntilMs !== undefined && validUntilMs < updates.nowMs
    ? failed('updatesStale', { address, detail: version })
    : passed({ address, detail: version })
}
