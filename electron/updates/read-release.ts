import { RELEASE_FILE_BYTES, releaseFileName } from '#shared/contract/release'
import type { Release } from '#shared/domain/updates/release'
import { err, type Result } from '#shared/lib/result'
import type { Feed, FeedFailure } from './feed'
import { readSignedRelease, type SignatureFailure } from './release-signature'
import type { UpdateRules } from './update-rules'

export interface ReleaseFailure {
  readonly reason: FeedFailure['reason'] | SignatureFailure
  readonly detail: string
}

/** The release that stands in the company's folder, with its signature checked. */
export async function readRelease(
  feed: Feed,
  { channel, publicKeys }: Pick<UpdateRules, 'channel' | 'publicKeys'>,
  signal: AbortSignal,
): Promise<Result<Release, ReleaseFailure>> {
  const text = await feed.readText(releaseFileName(channel), RELEASE_FILE_BYTES, signal)
  if (!text.ok) return text
  const release = readSignedRelease(text.value, publicKeys)
  return release.ok ? release : err({ reason: release.error, detail: releaseFileName(channel) })
}
