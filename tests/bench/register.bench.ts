import { alternate, repeat } from './lib/alternating'
import { startMeasuredPhone } from './lib/measured-phone'
import { benchResult, type BenchResult } from './lib/result'
import { startSandboxProcess } from './lib/sandbox-process'
import { sippRegister } from './lib/sipp'

const PLAN = { blocks: 16, perBlock: 50, warmUp: 2_000 }

/**
 * REGISTER, 401, REGISTER with credentials, 200: from the first write to the phone's «registered». Floor: sipp, to the
 * arrival of the 200, same registrar over one TCP connection each, no parsing of what it does not need. Each REGISTER
 * comes after a quiet moment (`QUIET_MS`).
 */
export async function measureRegister(): Promise<BenchResult> {
  const sandbox = await startSandboxProcess()
  const phone = await startMeasuredPhone(sandbox)
  const target = { host: sandbox.host, port: sandbox.tcpPort, transport: 'tcp', domain: sandbox.domain } as const
  const account = { user: 'agent2', password: 'agent2-secret' }
  try {
    const { values, floors } = await alternate(PLAN, {
      value: (count) => repeat(count, () => phone.register()),
      floor: async (count) => (await sippRegister({ ...target, ...account, count })).wholeMs,
    })
    return benchResult('register', 'ms', values, floors)
  } finally {
    await phone.stop()
    await sandbox.stop()
  }
}
