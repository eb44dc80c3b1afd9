import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

const STOP_WITHIN_MS = 4000
const TAIL_CHARACTERS = 1500

export interface ProgramOptions {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly logFile: string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** The network namespace that it runs in; the test's own where it is left out. */
  readonly namespace?: string
}

export interface Stoppable {
  stop(): Promise<void>
}

/** One program of the rig: its output in a file, its end by its own process group. */
export class RigProcess {
  private readonly child: ChildProcess
  private tail = ''
  private readonly lineListeners = new Set<(line: string) => void>()
  private hasEnded = false

  constructor(private readonly options: ProgramOptions) {
    const { logFile, env, cwd } = options
    const [command = '', ...args] = inNamespace(options)
    this.child = spawn(command, args, {
      // A group of its own: Kamailio and rtpengine fork helpers, which have to go too.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      ...(cwd !== undefined && { cwd }),
    })
    const log = createWriteStream(logFile)
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.pipe(log, { end: false })
      stream?.on('data', (chunk: Buffer) => {
        this.hear(chunk.toString())
      })
    }
    this.child.on('exit', () => {
      this.hasEnded = true
      log.end()
    })
    this.child.on('error', (error) => {
      this.hasEnded = true
      this.hear(error.message)
    })
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  onLine(listener: (line: string) => void): void {
    this.lineListeners.add(listener)
  }

  /** Asks until `isReady` says yes. Throws with the program's last words when it dies or takes too long. */
  async waitUntil(what: string, isReady: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
    const deadline = Date.now() + withinMs
    while (!(await isReady())) {
      if (this.hasEnded) throw new Error(`${this.options.name} ended before ${what}:\n${this.tail}`)
      if (Date.now() > deadline)
        throw new Error(`${this.options.name} gave no ${what} in ${withinMs} ms:\n${this.tail}`)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  /** `kill -9`: without a word to anybody. */
  async kill(): Promise<void> {
    if (this.hasEnded) return
    const exited = once(this.child, 'exit')
    this.signal('SIGKILL')
    await exited
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return
    const exited = once(this.child, 'exit')
    this.signal('SIGTERM')
    const timer = setTimeout(() => {
      this.signal('SIGKILL')
    }, STOP_WITHIN_MS)
    await exited
    clearTimeout(timer)
  }

  private signal(name: NodeJS.Signals): void {
    if (this.child.pid === undefined || this.hasEnded) return
    try {
      process.kill(-this.child.pid, name)
    } catch (error) {
      // ESRCH: it ended between the look and the signal.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }

  private hear(text: string): void {
    this.tail = (this.tail + text).slice(-TAIL_CHARACTERS)
    for (const line of text.split('\n')) for (const listener of this.lineListeners) listener(line)
  }
}

function inNamespace({ namespace, command, args }: ProgramOptions): string[] {
  const own = [command, ...args]
  return namespace === undefined ? own : ['ip', 'netns', 'exec', namespace, ...own]
}
