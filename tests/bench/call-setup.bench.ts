import { alternate, repeat } from './lib/alternating'
import { startMeasuredPhone } from './lib/measured-phone'
import { benchResult, type BenchResult } from './lib/result'
import { startSandboxProcess } from './lib/sandbox-process'
import { sippCall } from './lib/sipp'

const PLAN = { blocks: 16, perBlock: 50, warmUp: 2_000 }
/** A callee of the sandbox that rings and does no more. */
const RINGING = '1003'

/**
 * INVITE with Chromium's offer sent → 180 handled, that is the call in phase `ringing` and told to the windows. Floor:
 * sipp with the same offer against the same registrar, to the arrival of the 180. Both are registered on their
 * connection, so no INVITE is challenged. Each INVITE comes after a quiet moment (`QUIET_MS`).
 */
export async function measureCallSetup(): Promise<BenchResult> {
  const sandbox = await startSandboxProcess()
  const phone = await startMeasuredPhone(sandbox)
  const target = { host: sandbox.host, port: sandbox.tcpPort, transport: 'tcp', domain: sandbox.domain } as const
  const account = { user: 'agent2', password: 'agent2-secret' }
  try {
    const { values, floors } = await alternate(PLAN, {
      value: async (count) => {
        await phone.register()
        return repeat(count, () => phone.ring(RINGING))
      },
      floor: async (count) => (await sippCall({ ...target, ...account, count, to: RINGING })).ringMs,
    })
    return benchResult('call-setup', 'ms', values, floors)
  } finally {
    await phone.stop()
    await sandbox.stop()
  }
}
