import { test as base } from '@playwright/test'

import { isLongRun } from '#shared/testing/test-run'
import { Desks } from './desks'
import { interop, TRANSPORTS, type InteropRow, type Transport } from './interop-table'
import { Sipp } from './rig/sipp'
import { startRig, type Rig } from './rig/start-rig'

interface Peers {
  readonly rig: Rig
  readonly desks: Desks
  readonly sipp: Sipp
}

/** One rig for all tests of a worker: its programs are started once. */
export const test = base.extend<Omit<Peers, 'rig'>, Pick<Peers, 'rig'>>({
  rig: [
    async ({}, use) => {
      const rig = await startRig()
      await use(rig)
      await rig.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  desks: async ({ rig }, use) => {
    const desks = new Desks(rig.kamailio)
    await use(desks)
    await desks.stop()
    await rig.untilIdle()
  },
  sipp: async ({ rig }, use) => {
    const sipp = new Sipp(rig.folder, rig.ports, rig.kamailio.udp)
    await use(sipp)
    sipp.stop()
  },
})

export interface SignallingCell extends Peers {
  readonly transport: Transport
}

/**
 * One line of the table, on the phone of Otklik without its windows: every transport in the long run; in the gate one
 * of them, and not the same for every line.
 */
export function overEach(
  {
    title,
    transports = TRANSPORTS,
    ...row
  }: Omit<InteropRow, 'media'> & {
    readonly title: string
    readonly transports?: readonly Transport[]
  },
  prove: (cell: SignallingCell) => Promise<void>,
): void {
  for (const transport of isLongRun ? transports : [oneOf(transports, row.feature)]) {
    test(
      `${title}, over ${transport}`,
      interop({ ...row, media: 'signalling' }, transport),
      async ({ rig, desks, sipp }) => {
        await prove({ transport, rig, desks, sipp })
      },
    )
  }
}

/** Chosen by the words of the feature: a test file has to list the same tests each time it is read. */
function oneOf(transports: readonly Transport[], feature: string): Transport {
  const sum = [...feature].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return transports[sum % transports.length] ?? 'udp'
}
