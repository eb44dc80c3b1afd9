import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { requirePrograms } from '../../interop/rig/required-programs'
import { FreePorts } from '../../interop/rig/free-ports'
import { answerTimes, parseTracedMessages, type TracedMessage } from './sipp-messages'
import { callScenario, registerScenario, type SippAccount } from './sipp-scenarios'

export interface SippTarget extends SippAccount {
  readonly host: string
  readonly port: number
  readonly transport: 'tcp' | 'udp'
  /** How many transactions, one after another over one connection. */
  readonly count: number
}

export interface RegisterTimes {
  /** REGISTER sent → 401 received. */
  readonly challengeMs: readonly number[]
  /** REGISTER with credentials sent → 200 received. */
  readonly acceptMs: readonly number[]
  /** First REGISTER sent → 200 received. */
  readonly wholeMs: readonly number[]
}

export interface CallTimes {
  /** INVITE (the one with credentials, if it was challenged) sent → 180 received. */
  readonly ringMs: readonly number[]
}

/** The floor of the benchmark `register`: SIPp against the same registrar. */
export async function sippRegister(target: SippTarget): Promise<RegisterTimes> {
  const messages = await runSipp(target, registerScenario(target))
  const challengeMs = answerTimes(messages, /^1 REGISTER/, '401')
  const acceptMs = answerTimes(messages, /^2 REGISTER/, '200')
  return { challengeMs, acceptMs, wholeMs: wholeTimes(messages) }
}

/** The floor of `call-setup`. `to` has to ring; the call is given up after the 180. */
export async function sippCall(target: SippTarget & { readonly to: string }): Promise<CallTimes> {
  const messages = await runSipp(target, callScenario(target, target.to))
  return { ringMs: answerTimes(messages, /INVITE/, '180') }
}

const run = promisify(execFile)
const TIMEOUT_S = 60

async function runSipp(target: SippTarget, scenario: string): Promise<TracedMessage[]> {
  requirePrograms(['sipp'])
  const folder = await mkdtemp(join(tmpdir(), 'otklik-sipp-'))
  try {
    await writeFile(join(folder, 'scenario.xml'), scenario)
    const load = ['-l', '1', '-r', '1000', '-m', String(target.count), '-timeout', `${TIMEOUT_S}s`, '-timeout_error']
    const trace = ['-trace_msg', '-nostdin', '-i', '127.0.0.1', '-p', String(await new FreePorts().take())]
    const transport = ['-t', target.transport === 'tcp' ? 't1' : 'u1']
    const args = ['-sf', 'scenario.xml', ...transport, ...load, ...trace, `${target.host}:${target.port}`]
    await run('sipp', args, { cwd: folder, env: { ...process.env, TERM: 'dumb' }, maxBuffer: 16 * 1024 * 1024 }).catch(
      (error: unknown) => {
        throw new Error(`sipp did not finish its ${target.count} calls to ${target.host}:${target.port}`, {
          cause: error,
        })
      },
    )
    const file = (await readdir(folder)).find((name) => name.endsWith('_messages.log'))
    if (file === undefined) throw new Error('Expected sipp to leave a file of messages')
    return parseTracedMessages(await readFile(join(folder, file), 'utf8'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** From the first REGISTER of a call to its 200. */
function wholeTimes(messages: readonly TracedMessage[]): number[] {
  const merged = messages.map((message) => ({ ...message, cseq: 'REGISTER' }))
  return answerTimes(merged, /REGISTER/, '200')
}
