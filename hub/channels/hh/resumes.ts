import type { FileId } from '#shared/domain/ids'
import type { Resume } from '#shared/domain/job-response'

import { download } from '../platform/downloads'
import type { Failure } from '../platform/failure'
import type { HhContext } from './driver-context'
import { mapResume, photoOf } from './wire/map-resume'
import type { WireResume } from './wire/schemas'

const FRESH_MS = 3_600_000
const REMEMBERED = 200
const MAX_PHOTO_BYTES = 30 * 1024 * 1024

export interface LookedResume {
  readonly wire: WireResume
  readonly resume: Resume
}

/** `null`: there is none to be had. `later`: could not be had now. */
export type Looked = LookedResume | null | 'later'

/** Résumés cost views, of which a day has only so many (facts/hh.md §8): each is looked at once and remembered. */
export class Resumes {
  private readonly known = new Map<string, { readonly looked: LookedResume; readonly atMs: number }>()

  constructor(private readonly context: HhContext) {}

  async look(id: string): Promise<Looked> {
    const remembered = this.known.get(id)
    const now = this.context.host.clock.now()
    if (remembered && now - remembered.atMs < FRESH_MS) return remembered.looked
    const answer = await this.context.api.resume(id)
    if (!answer.ok) return isFinal(answer.error) ? null : 'later'
    const looked = { wire: answer.value, resume: mapResume(answer.value, await this.photos(answer.value)) }
    this.remember(id, looked, now)
    return looked
  }

  /** The portrait is no reason to spend another view: without it the résumé is as good. */
  private async photos(wire: WireResume): Promise<readonly FileId[]> {
    const url = photoOf(wire)
    if (url === null) return []
    const { perform, tuning, host } = this.context
    const file = await download(perform, url, { timeoutMs: tuning.downloadTimeoutMs, maxBytes: MAX_PHOTO_BYTES })
    if (!file.ok || !file.value.mimeType.startsWith('image/')) return []
    const kept = await host.saveFile(file.value.bytes, file.value.mimeType, null)
    return kept === null ? [] : [kept]
  }

  private remember(id: string, looked: LookedResume, atMs: number): void {
    this.known.set(id, { looked, atMs })
    if (this.known.size <= REMEMBERED) return
    const [oldest] = this.known.keys()
    if (oldest !== undefined) this.known.delete(oldest)
  }
}

/** A day's limit ends, and what was not paid for may be: only these never change. */
function isFinal({ kind }: Failure): boolean {
  return kind === 'notFound' || kind === 'forbidden'
}
