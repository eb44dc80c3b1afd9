import { media, mediaReports, type MediaContract, type MediaReportsContract } from '#shared/contract/ipc/media'
import { PartBridge, type PartBridgeOptions } from './part-bridge'

/** Drives the media window. */
export class MediaBridge extends PartBridge<MediaContract, MediaReportsContract> {
  constructor(options: PartBridgeOptions) {
    super({ name: 'media window', asked: media, reports: mediaReports }, options)
  }
}
