import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import type { HeadsetChoice, HeadsetPress } from '#shared/contract/ipc/devices'
import type { CallSnapshot } from '#shared/domain/call'
import { hostOf, operationsOf, type CallOperation } from '#shared/domain/headset/calls-in-ear'
import { IDLE_HOST, type HeadsetCommand, type HeadsetHost } from '#shared/domain/headset/keys'
import { assertNever } from '#shared/lib/assert-never'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { MediaWindowGone, type MediaPort } from '../media/media-port'

/** A test that nobody goes on with lets the headset go after this. */
const TEST_AT_MOST_MS = 60_000

type Calls = Pick<HandlersOf<CallsContract>, CallOperation['request']>

export interface HeadsetDirectorDependencies {
  readonly media: Pick<MediaPort, 'on'> & {
    readonly requests: Pick<MediaPort['requests'], 'setHeadset' | 'setHeadsetHost'>
  }
  readonly calls: () => Promise<Calls>
  readonly clock: Clock
  readonly logger: Logger
  readonly onTested: (pressed: HeadsetPress) => void
  readonly onTestEnded: () => void
}

/** Shows the calls on the headset, and does with the calls what is pressed on it. */
export class HeadsetDirector implements Disposable {
  private calls: readonly CallSnapshot[] = []
  /** What a headset that is being tried out is shown instead of calls. */
  private tested: HeadsetHost | null = null
  private testEnd: Disposable | null = null
  private told = JSON.stringify(IDLE_HOST)
  private readonly owned = new DisposableStore()

  constructor(private readonly deps: HeadsetDirectorDependencies) {
    const { media, logger } = deps
    this.owned.add(
      media.on('headsetCommanded', (command) => {
        this.handleCommand(command)
      }),
    )
    this.owned.add(
      media.on('headsetTroubled', (trouble) => {
        logger.warn('the headset', trouble)
      }),
    )
    this.owned.defer(() => this.testEnd?.dispose())
  }

  handleCalls(calls: readonly CallSnapshot[]): void {
    this.calls = calls
    const host = hostOf(calls)
    if (this.tested && (host.isRinging || host.isOffHook)) this.endTest()
    this.tellHost(false)
  }

  /** A media window that was just opened knows nothing. */
  handleOpened(choice: HeadsetChoice): void {
    this.setChoice(choice)
    this.tellHost(true)
  }

  setChoice(choice: HeadsetChoice): void {
    this.deps.media.requests.setHeadset({ choice }).catch(this.logLost)
  }

  /** `false`: there is a call, which a test would disturb. */
  startTest(): boolean {
    const host = hostOf(this.calls)
    if (host.isRinging || host.isOffHook) return false
    this.test({ ...IDLE_HOST, isRinging: true })
    return true
  }

  stopTest(): void {
    if (!this.tested) return
    this.endTest()
    this.tellHost(false)
  }

  dispose(): void {
    this.owned.dispose()
  }

  private handleCommand(command: HeadsetCommand): void {
    if (this.tested) this.tryOut(this.tested, command)
    else void this.carryOut(command)
  }

  private async carryOut(command: HeadsetCommand): Promise<void> {
    const { logger } = this.deps
    try {
      const calls = await this.deps.calls()
      // All at once: the answer to one may take as long as the other side's consent to a hold.
      const results = await Promise.all(operationsOf(command, this.calls).map((each) => ask(calls, each)))
      for (const result of results)
        if (!result.ok) logger.info('a press came too late', { command: command.kind, reason: result.error.reason })
    } catch (error) {
      logger.error('a press was not carried out', { command: command.kind, error: describeError(error) })
    }
  }

  private tryOut(host: HeadsetHost, command: HeadsetCommand): void {
    switch (command.kind) {
      case 'answer':
        this.test({ ...IDLE_HOST, isOffHook: true })
        break
      case 'reject':
      case 'end':
        this.test({ ...IDLE_HOST, isRinging: true })
        break
      case 'mute':
        this.test({ ...host, isMuted: command.muted })
        break
      case 'hold':
      case 'resume':
        this.test({ ...host, isHeld: command.kind === 'hold' })
        break
      default:
        assertNever(command)
    }
    this.deps.onTested(command.kind === 'mute' ? (command.muted ? 'mute' : 'unmute') : command.kind)
  }

  private test(host: HeadsetHost): void {
    this.tested = host
    this.testEnd?.dispose()
    this.testEnd = this.deps.clock.schedule(TEST_AT_MOST_MS, () => {
      this.stopTest()
    })
    this.tellHost(false)
  }

  private endTest(): void {
    this.tested = null
    this.testEnd?.dispose()
    this.testEnd = null
    this.deps.onTestEnded()
  }

  private tellHost(isNew: boolean): void {
    const host = this.tested ?? hostOf(this.calls)
    const told = JSON.stringify(host)
    if (!isNew && told === this.told) return
    this.told = told
    this.deps.media.requests.setHeadsetHost(host).catch(this.logLost)
  }

  private readonly logLost = (error: unknown): void => {
    // A new window is told everything when it opens.
    if (error instanceof MediaWindowGone) return
    this.deps.logger.warn('the headset was not told', { error: describeError(error) })
  }
}

async function ask(calls: Calls, operation: CallOperation) {
  if (operation.request === 'setMuted') return calls.setMuted({ id: operation.id, muted: operation.muted })
  return calls[operation.request]({ id: operation.id })
}
