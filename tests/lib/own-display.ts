import { spawn } from 'node:child_process'
import { once } from 'node:events'

const SCREEN = '1600x1000x24'

let started: Promise<string> | null = null

/**
 * The screen of this test worker. Those that run side by side have one each: on the same they would take the focus and
 * the clipboard from one another. The first has the one that the tests were started on.
 */
export function ownDisplay(): Promise<string> | undefined {
  const isFirst = (process.env['TEST_PARALLEL_INDEX'] ?? '0') === '0'
  if (isFirst || process.platform !== 'linux') return undefined
  started ??= startDisplay()
  return started
}

async function startDisplay(): Promise<string> {
  // It writes its number once clients may come.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  process.once('exit', () => server.kill())
  const [, , , numbers] = server.stdio
  if (!numbers) throw new Error('Xvfb has no pipe for its number')
  const [said] = (await Promise.race([
    once(numbers, 'data'),
    once(server, 'exit').then(([code]) => {
      throw new Error(`Xvfb ended with ${String(code)} before it had a screen`)
    }),
  ])) as [Buffer]
  return `:${said.toString('utf8').trim()}`
}
