import { zoneOffsets } from '#shared/domain/zone-offsets'

/** The moment as if the company's clock were that of Greenwich: what tables without a zone hold. */
export function localMs(atMs: number, timeZone: string): number {
  return atMs + zoneOffsets(timeZone).at(atMs)
}
