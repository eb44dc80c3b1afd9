import {
  isAnnouncementType,
  MAX_ANNOUNCEMENT_BYTES,
  MAX_ANNOUNCEMENT_MS,
  type AnnouncementProblem,
} from '#shared/domain/recording'
import { err, ok, type Result } from '#shared/lib/result'
import type { MediaPort } from '../media/media-port'

/** Can this file be played before recordings? What it is called does not matter. */
export async function checkAnnouncement(
  media: MediaPort,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<{ lengthMs: number }, { reason: AnnouncementProblem }>> {
  if (!isAnnouncementType(bytes)) return err({ reason: 'wrongType' })
  if (bytes.byteLength > MAX_ANNOUNCEMENT_BYTES) return err({ reason: 'tooLarge' })
  const sound = await media.requests.measureSound({ bytes })
  if (!sound || sound.lengthMs === 0) return err({ reason: 'unreadable' })
  if (sound.lengthMs > MAX_ANNOUNCEMENT_MS) return err({ reason: 'tooLong' })
  return sound.isSilent ? err({ reason: 'noSound' }) : ok({ lengthMs: sound.lengthMs })
}
