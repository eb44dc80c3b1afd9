import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../../..')

const ready = z.object({
  sip: z.object({ domain: z.string(), tcp: z.object({ host: z.string(), port: z.number() }) }),
})

export interface SandboxProcess {
  readonly domain: string
  readonly host: string
  readonly tcpPort: number
  stop(): Promise<void>
}

/** The registrar in a process of its own, so that it shares no event loop with the phone, as it shares none with sipp. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const program = ['--import', 'tsx', 'sandbox/cli/main.ts', '--json', '--seed', 'empty', '--stay-with-stdin']
  const child = spawn(process.execPath, program, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const line = await Promise.race([
    once(lines, 'line').then(([first]: unknown[]) => first),
    exited.then(() => {
      throw new Error('The sandbox ended before it was ready.')
    }),
  ])
  const { sip } = ready.parse(JSON.parse(z.string().parse(line)))
  return {
    domain: sip.domain,
    host: sip.tcp.host,
    tcpPort: sip.tcp.port,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
