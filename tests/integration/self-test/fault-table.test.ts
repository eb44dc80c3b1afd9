import { describe, expect, it } from 'vitest'

import { runSelfTest } from '../../../electron/self-test/run-self-test'
import { layersAtFault, type SelfTestRow } from '../../../shared/domain/self-test/row'
import { FAULTS, type Fault } from './faults'
import { soundWorld } from './world'

const NAMED_AT_LEAST = 0.95

async function rowsWith(fault: Fault | null): Promise<SelfTestRow[]> {
  const world = await soundWorld()
  try {
    await fault?.inject(world)
    return await runSelfTest(world)
  } finally {
    await world.closing.close()
  }
}

describe('[I8] the self-test', () => {
  it('finds nothing where everything is well', async () => {
    const rows = await rowsWith(null)
    expect(
      rows.map(({ layer, outcome }) => `${layer} ${outcome.kind === 'skipped' ? outcome.why : outcome.kind}`),
    ).toEqual([
      'disk ok',
      'policy notSetUp',
      'network ok',
      'dns ok',
      'connect ok',
      'proxy direct',
      'clock ok',
      'tls ok',
      'hub ok',
      'webSocket ok',
      'line ok',
      'microphone ok',
      'output ok',
      'sound ok',
      'headset notSetUp',
      'deskPhone ok',
      'updates noSource',
    ])
  })

  it('says of what stands below the fault that it is well, and of what stands above why it was not tried', async () => {
    const rows = await rowsWith(FAULTS.find(({ cause }) => cause === 'refused') ?? null)
    const told = rows.map(({ layer, outcome }) =>
      outcome.kind === 'skipped' ? `${layer} ${outcome.because ?? outcome.why}` : `${layer} ${outcome.kind}`,
    )
    expect(told.slice(2, 10)).toEqual([
      'network ok',
      'dns ok',
      'connect failed',
      'proxy direct',
      'clock connect',
      'tls connect',
      'hub connect',
      'webSocket connect',
    ])
  })

  it(`names the failing layer, once, of at least 95 % of ${String(FAULTS.length)} faults`, async () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(20)
    const table: { fault: string; layer: string; named: string; cause: string; isRight: boolean }[] = []
    for (const fault of FAULTS) {
      const rows = await rowsWith(fault)
      const named = layersAtFault(rows)
      const causes = rows.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.cause] : []))
      const isRight = named.join() === fault.layer && causes.join() === fault.cause
      table.push({ fault: fault.name, layer: fault.layer, named: named.join(), cause: causes.join(), isRight })
    }
    const right = table.filter(({ isRight }) => isRight).length
    console.table(table)
    console.log(`named: ${String(right)} of ${String(table.length)}`)
    expect(table.filter(({ isRight }) => !isRight)).toEqual([])
    expect(right / table.length).toBeGreaterThanOrEqual(NAMED_AT_LEAST)
  })
})
