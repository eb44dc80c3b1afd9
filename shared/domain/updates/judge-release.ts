import type { Release, ReleaseFile, ReleaseForm } from './release'
import { compareVersions } from './version'

/** What a manifest says about the company's intentions was signed, and is refused all the same. */
export const REFUSALS = ['otherChannel', 'older', 'stale', 'downgrade', 'didNotStart', 'notForThis'] as const
export type Refusal = (typeof REFUSALS)[number]

export interface ThisComputer {
  readonly version: string
  readonly channel: string
  readonly form: ReleaseForm
  readonly arch: string
  readonly nowMs: number
  /** When the newest manifest of this channel that was ever accepted here was published. */
  readonly seenPublishedAtMs: number | null
  /** Versions that were tried here and did not start. */
  readonly didNotStart: readonly string[]
  /** This computer's place in the line for that version: from 0 up to, but not, 100. */
  readonly placeInLine: (version: string) => number
}

export type Judgement =
  | { readonly kind: 'offered'; readonly release: Release; readonly file: ReleaseFile }
  | { readonly kind: 'upToDate' }
  /** It comes to this computer when the company has widened the circle. */
  | { readonly kind: 'notYet'; readonly version: string }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly version: string }

/** What a release whose signature is good means for this computer. */
export function judgeRelease(release: Release, here: ThisComputer): Judgement {
  const { version } = release
  const refused = (reason: Refusal): Judgement => ({ kind: 'refused', reason, version })
  if (release.channel !== here.channel) return refused('otherChannel')
  if (here.seenPublishedAtMs !== null && release.publishedAtMs < here.seenPublishedAtMs) return refused('older')
  // Whoever controls the source, and not the key, can show the last release for ever, but not make it look fresh.
  if (release.validUntilMs !== undefined && release.validUntilMs < here.nowMs) return refused('stale')
  const order = compareVersions(version, here.version)
  if (order === 0) return { kind: 'upToDate' }
  if (order < 0) return refused('downgrade')
  if (here.didNotStart.includes(version)) return refused('didNotStart')
  const file = release.files.find(({ form, arch }) => form === here.form && (arch === 'any' || arch === here.arch))
  if (!file) return refused('notForThis')
  if (here.placeInLine(version) >= release.rolloutPercent) return { kind: 'notYet', version }
  return { kind: 'offered', release, file }
}
