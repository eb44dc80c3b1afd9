import type { Release, ReleaseFile, ReleaseForm } from '#shared/domain/updates/release'
import type { UpdateTrouble } from '#shared/domain/updates/trouble'
import type { Result } from '#shared/lib/result'

export interface PrepareFailure {
  readonly reason: Extract<UpdateTrouble, 'wrongContent' | 'diskFull' | 'notWritable' | 'notPrepared'>
  readonly detail: string
}

/** How one form of Otklik is replaced. */
export interface Installer {
  readonly form: ReleaseForm
  /** Whether this release stands ready already, from an earlier run. */
  isPrepared(release: Release, file: ReleaseFile): boolean
  /** With a file that is what was signed: everything that can be done while the running version works. */
  prepare(path: string, release: Release, file: ReleaseFile): Promise<Result<null, PrepareFailure>>
  /** While Otklik quits: the prepared version takes the place of this one. Throws where it cannot. */
  install(version: string, restart: boolean): void
  /** This version works: it stays. */
  confirm(): void
  /** Versions that did not start here and were taken back, the newest last. */
  didNotStart(): readonly string[]
}
