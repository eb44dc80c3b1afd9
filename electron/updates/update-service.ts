import { judgeRelease, type Refusal } from '#shared/domain/updates/judge-release'
import type { Release, ReleaseFile } from '#shared/domain/updates/release'
import type { UpdateTrouble } from '#shared/domain/updates/trouble'
import type {
  OfferedRelease,
  UpdateCheck,
  UpdateHold,
  UpdatePhase,
  UpdatesOff,
  UpdateState,
} from '#shared/domain/updates/update-state'
import { whenToRestart } from '#shared/domain/updates/when-to-restart'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { repeat } from '../repeat'
import { download } from './download'
import type { Feed } from './feed'
import type { FoundInstaller } from './installers/find-installer'
import { placeInLine } from './place-in-line'
import { readRelease } from './read-release'
import type { UpdateMemory } from './update-memory'
import type { UpdateRules } from './update-rules'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FIRST_CHECK_MS = 60_000
const CHECK_EVERY_MS = 4 * HOUR_MS
/** The longest delay that timers know is 24.8 days. */
const LOOK_AGAIN_MS = HOUR_MS
const TELL_BYTES = 1_000_000
/** A person who is asked about what is unsaved and stays has changed their mind by then. */
const RESTART_WITHIN_MS = 120_000
/** What stands there is not what the company has there now: nothing follows from it. */
const NOT_THIS_SOURCE: readonly Refusal[] = ['older', 'stale', 'otherChannel']

export interface UpdateServiceOptions {
  readonly version: string
  readonly arch: string
  readonly installer: FoundInstaller
  readonly rules: () => UpdateRules
  readonly openFeed: (source: string) => Feed
  readonly memory: UpdateMemory
  /** For what is downloaded. */
  readonly folder: string
  readonly clock: Clock
  readonly logger: Logger
  /** Otklik ends in order, and calls `installAtQuit` last. */
  readonly quit: () => void
  readonly onChanged: (state: UpdateState) => void
}

interface Found {
  readonly release: Release
  readonly file: ReleaseFile
}

/** Looks, downloads, waits for a moment that disturbs nobody, and installs. The states are drawn in `update-state`. */
export class UpdateService implements Disposable {
  private phase: UpdatePhase = { kind: 'idle' }
  private lastCheck: UpdateCheck | null = null
  private holds: readonly UpdateHold[] = []
  private found: Found | null = null
  private restartAskedAtMs: number | null = null
  private work = new AbortController()
  private readonly timers: Disposable[] = []
  private soon: Disposable | null = null

  private trust: string

  constructor(private readonly options: UpdateServiceOptions) {
    this.trust = trustOf(options.rules())
    this.phase = this.restPhase()
  }

  start(): void {
    const { clock, memory } = this.options
    // Hundreds of desks that were switched on at nine do not ask in the same second.
    const share = placeInLine(memory.get().installation, 'check') / 100
    this.timers.push(
      clock.schedule(FIRST_CHECK_MS * (1 + share), () => void this.check()),
      repeat(clock, CHECK_EVERY_MS * (1 + share / 4), () => void this.check()),
      repeat(clock, LOOK_AGAIN_MS, () => {
        this.reconsider()
      }),
    )
  }

  state(): UpdateState {
    const { version, installer, memory } = this.options
    const { source, channel, mode } = this.options.rules()
    const isAsked = mode === 'notify'
    const didNotStart = 'off' in installer ? null : (installer.didNotStart().at(-1) ?? null)
    const { phase, lastCheck, holds } = this
    const { quietUntilMs } = memory.get()
    return { version, phase, source, channel, lastCheck, isAsked, holds, quietUntilMs, didNotStart }
  }

  /** This version runs and its window has been seen. */
  confirm(): void {
    const { installer, logger } = this.options
    if ('off' in installer) return
    try {
      installer.confirm()
    } catch (error) {
      logger.warn('what an update leaves behind was not put away', { error: describeError(error) })
    }
  }

  /** The company has changed its mind. */
  rulesChanged(): void {
    const trust = trustOf(this.options.rules())
    // What was downloaded by a key that is not trusted any more, or from elsewhere, does not count.
    if (trust !== this.trust || this.offReason() !== null || this.phase.kind === 'off') {
      this.trust = trust
      this.work.abort()
      this.found = null
      this.turn(this.restPhase())
    } else this.reconsider()
  }

  async check(): Promise<UpdateState> {
    const { kind } = this.phase
    if (kind !== 'idle' && kind !== 'available' && kind !== 'ready') return this.state()
    const before = this.phase
    const { memory, version, arch, installer, clock } = this.options
    const rules = this.options.rules()
    const { source, channel } = rules
    if (source === null || 'off' in installer) return this.state()
    const { signal } = this.begin()
    this.turn({ kind: 'checking' })
    const read = await readRelease(this.options.openFeed(source), rules, signal)
    if (isGivenUp(signal)) return this.state()
    if (!read.ok) {
      this.turn(before)
      return this.settle(read.error.reason, null, read.error.detail)
    }
    const { installation, seen } = memory.get()
    const judged = judgeRelease(read.value, {
      version,
      channel,
      form: installer.form,
      arch,
      nowMs: clock.now(),
      seenPublishedAtMs: seen[channel] ?? null,
      didNotStart: installer.didNotStart(),
      placeInLine: (each) => placeInLine(installation, each),
    })
    if (judged.kind === 'refused' && NOT_THIS_SOURCE.includes(judged.reason)) {
      this.turn(before)
      return this.settle(judged.reason, judged.version)
    }
    memory.change({ seen: { ...seen, [channel]: read.value.publishedAtMs } })
    if (judged.kind !== 'offered') {
      // What stood ready was withdrawn.
      this.found = null
      this.turn({ kind: 'idle' })
      return judged.kind === 'upToDate'
        ? this.settle('upToDate', version)
        : this.settle(judged.kind === 'notYet' ? 'notYet' : judged.reason, judged.version)
    }
    const isReady = before.kind === 'ready' && this.found?.file.sha512 === judged.file.sha512
    this.found = { release: judged.release, file: judged.file }
    this.lastCheck = { atMs: clock.now(), result: 'found', version: judged.release.version }
    if (isReady) this.turn(before)
    else {
      this.turn({ kind: 'available', release: offered(this.found) })
      if (rules.mode === 'auto' || installer.isPrepared(judged.release, judged.file)) void this.download()
    }
    return this.state()
  }

  async download(): Promise<UpdateState> {
    const { installer, openFeed, folder, memory, clock } = this.options
    const { source } = this.options.rules()
    const { found } = this
    if (this.phase.kind !== 'available' || !found || source === null || 'off' in installer) return this.state()
    const { signal } = this.begin()
    const release = offered(found)
    if (!installer.isPrepared(found.release, found.file)) {
      this.turn({ kind: 'downloading', release, bytes: 0 })
      let told = 0
      const loaded = await download({
        feed: openFeed(source),
        file: found.file,
        folder,
        signal,
        onProgress: (bytes) => {
          if (isGivenUp(signal) || (bytes - told < TELL_BYTES && bytes < release.size)) return
          told = bytes
          this.turn({ kind: 'downloading', release, bytes })
        },
      })
      if (isGivenUp(signal)) return this.state()
      if (!loaded.ok) return this.giveUp(release, loaded.error)
      this.turn({ kind: 'preparing', release })
      const prepared = await installer.prepare(loaded.value, found.release, found.file)
      if (isGivenUp(signal)) return this.state()
      if (!prepared.ok) return this.giveUp(release, prepared.error)
    }
    const { ready } = memory.get()
    if (ready?.version !== release.version)
      memory.change({ ready: { version: release.version, atMs: clock.now() }, quietUntilMs: 0 })
    this.turn({ kind: 'ready', release, isWished: false, forcedAtMs: null, restartsAtMs: null })
    this.reconsider()
    return this.state()
  }

  install(): UpdateState {
    if (this.phase.kind !== 'ready') return this.state()
    this.turn({ ...this.phase, isWished: true })
    this.reconsider()
    return this.state()
  }

  putOff(): UpdateState {
    const { memory, clock } = this.options
    memory.change({ quietUntilMs: clock.now() + DAY_MS })
    if (this.phase.kind === 'ready') this.turn({ ...this.phase, isWished: false })
    else this.tell()
    return this.state()
  }

  setHold(hold: UpdateHold, isHeld: boolean): void {
    if (this.holds.includes(hold) === isHeld) return
    this.holds = isHeld ? [...this.holds, hold] : this.holds.filter((each) => each !== hold)
    this.tell()
    this.reconsider()
  }

  /** The last step of quitting: calls have ended. An answer that waits here is sent by the version that took it. */
  installAtQuit(): void {
    const { installer, logger, clock } = this.options
    const isAnswerWaiting = this.holds.some((hold) => hold !== 'call')
    const { phase } = this
    if ('off' in installer || isAnswerWaiting || (phase.kind !== 'ready' && phase.kind !== 'installing')) return
    const asked = this.restartAskedAtMs
    const isRestart = asked !== null && clock.now() - asked < RESTART_WITHIN_MS
    const { version } = phase.release
    try {
      installer.install(version, isRestart)
      logger.info('an update is in its place', { version, restart: isRestart })
    } catch (error) {
      logger.error('an update was not put in its place', { version, error: describeError(error) })
    }
  }

  dispose(): void {
    this.work.abort()
    this.soon?.dispose()
    for (const timer of this.timers) timer.dispose()
  }

  /** A deadline, a hold or a wish has changed: what follows from it for what stands ready. */
  private reconsider(): void {
    this.soon?.dispose()
    this.soon = null
    const { clock, memory } = this.options
    if (this.phase.kind !== 'ready') return
    const { phase } = this
    const nowMs = clock.now()
    const plan = whenToRestart({
      nowMs,
      readyAtMs: memory.get().ready?.atMs ?? nowMs,
      forceAfterDays: this.options.rules().forceAfterDays,
      isHeld: this.holds.length > 0,
      isWished: phase.isWished,
      restartsAtMs: phase.restartsAtMs,
    })
    if (plan.isNow) {
      this.restart(phase.release)
      return
    }
    const { forcedAtMs, restartsAtMs, lookAgainAtMs } = plan
    if (lookAgainAtMs !== null && lookAgainAtMs - nowMs <= LOOK_AGAIN_MS)
      this.soon = clock.schedule(lookAgainAtMs - nowMs, () => {
        this.reconsider()
      })
    if (forcedAtMs !== phase.forcedAtMs || restartsAtMs !== phase.restartsAtMs)
      this.turn({ ...phase, forcedAtMs, restartsAtMs })
  }

  private restart(release: OfferedRelease): void {
    const { clock, quit } = this.options
    const atMs = clock.now()
    this.restartAskedAtMs = atMs
    this.turn({ kind: 'installing', release })
    // Who is asked about what is unsaved, and stays, has it ready as before.
    this.timers.push(
      clock.schedule(RESTART_WITHIN_MS, () => {
        if (this.phase.kind !== 'installing') return
        this.turn({ kind: 'ready', release, isWished: false, forcedAtMs: null, restartsAtMs: null })
        this.reconsider()
      }),
    )
    quit()
  }

  private giveUp(release: OfferedRelease, failure: { readonly reason: UpdateTrouble; readonly detail: string }) {
    this.turn({ kind: 'available', release })
    return this.settle(failure.reason, release.version, failure.detail)
  }

  private settle(result: UpdateCheck['result'], version: string | null, detail = ''): UpdateState {
    const { clock, logger } = this.options
    this.lastCheck = { atMs: clock.now(), result, version }
    if (result === 'upToDate' || result === 'notYet') logger.info('updates were looked for', { result })
    else logger.warn('an update is refused or cannot be had', { result, version: version ?? '', detail })
    this.tell()
    return this.state()
  }

  private begin(): AbortController {
    this.work.abort()
    this.work = new AbortController()
    return this.work
  }

  private restPhase(): UpdatePhase {
    const why = this.offReason()
    return why === null ? { kind: 'idle' } : { kind: 'off', why }
  }

  private offReason(): UpdatesOff | null {
    const { installer } = this.options
    const { mode, source, publicKeys } = this.options.rules()
    if (mode === 'off') return 'policy'
    if ('off' in installer) return installer.off
    if (source === null) return 'noSource'
    return publicKeys.length === 0 ? 'noKey' : null
  }

  private turn(next: UpdatePhase): void {
    if (next.kind !== this.phase.kind)
      this.options.logger.info('update', { from: this.phase.kind, to: next.kind, ...versionOf(next) })
    this.phase = next
    this.tell()
  }

  private tell(): void {
    this.options.onChanged(this.state())
  }
}

function trustOf({ source, publicKeys, channel }: UpdateRules): string {
  return JSON.stringify([source, publicKeys, channel])
}

/** The company has changed its mind meanwhile, or Otklik ends. */
function isGivenUp(signal: AbortSignal): boolean {
  return signal.aborted
}

function offered({ release: { version, notes }, file: { size } }: Found): OfferedRelease {
  return { version, notes, size }
}

function versionOf(phase: UpdatePhase): { readonly version?: string } {
  return 'release' in phase ? { version: phase.release.version } : {}
}
