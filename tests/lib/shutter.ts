import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a port of this computer that can be shut: what runs over it breaks, and nobody answers. */
export class Shutter {
  private readonly lines = new Set<Socket>()
  private readonly server = createServer((line) => {
    this.pass(line)
  })
  private isShut = false
  private readonly asks = new Map<string, (atMs: number) => void>()

  private constructor(private readonly port: number) {}

  static async open(port: number): Promise<Shutter> {
    const shutter = new Shutter(port)
    await new Promise<void>((resolve) => shutter.server.listen(0, '127.0.0.1', resolve))
    return shutter
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`
  }

  shut(): void {
    this.isShut = true
    for (const line of this.lines) line.destroy()
  }

  /** When somebody asks for that address next, by this computer's clock. */
  nextAsk(path: string): Promise<number> {
    return new Promise((resolve) => this.asks.set(path, resolve))
  }

  reopen(): void {
    this.isShut = false
  }

  async close(): Promise<void> {
    this.shut()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private pass(line: Socket): void {
    if (this.isShut) {
      line.destroy()
      return
    }
    const atMs = performance.timeOrigin + performance.now()
    line.once('data', (beginning: Buffer) => {
      const path = beginning.toString('latin1').split(' ')[1] ?? ''
      this.asks.get(path)?.(atMs)
      this.asks.delete(path)
    })
    const further = connect(this.port, '127.0.0.1')
    for (const [one, other] of [
      [line, further],
      [further, line],
    ] as const) {
      this.lines.add(one)
      one.pipe(other)
      // A line that breaks is what this is for.
      one.on('error', () => other.destroy())
      one.once('close', () => {
        this.lines.delete(one)
        other.destroy()
      })
    }
  }
}
