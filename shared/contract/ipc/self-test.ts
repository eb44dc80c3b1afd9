import { z } from 'zod'

import { LINE_CAUSES } from '../../domain/self-test/line-causes'
import { OWN_CAUSES } from '../../domain/self-test/causes'
import {
  SELF_TEST_FACTS,
  SELF_TEST_LAYERS,
  SELF_TEST_SKIPS,
  type SelfTestCause,
  type SelfTestRow,
} from '../../domain/self-test/row'
import { defineContract, event, nothing, request } from '../define'

const causes = [...Object.keys(OWN_CAUSES), ...Object.keys(LINE_CAUSES).map((reason) => `line.${reason}`)]
const layer = z.enum(SELF_TEST_LAYERS)

const selfTestRow = z.object({
  layer,
  part: z.number().int().nullable(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ok') }),
    z.object({ kind: z.literal('failed'), cause: z.enum(causes as [SelfTestCause, ...SelfTestCause[]]) }),
    z.object({ kind: z.literal('skipped'), why: z.enum(SELF_TEST_SKIPS), because: layer.nullable() }),
  ]),
  facts: z.partialRecord(z.enum(SELF_TEST_FACTS), z.string()),
}) satisfies z.ZodType<SelfTestRow>

const report = z.object({
  id: z.uuid(),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
})
export type SelfTestReport = z.output<typeof report>

export const selfTest = defineContract('selfTest', {
  /** `null`: one is running. */
  run: request(nothing, z.array(selfTestRow).nullable()),
  /** Each row of the one that runs, as soon as it is known. */
  rowFound: event(selfTestRow),
  /** The files of a report with the latest test, exactly as they would be saved. */
  makeReport: request(nothing, report),
  /** Asks where to, and saves what was shown; `gone`: another one was made since. */
  saveReport: request(z.object({ id: z.uuid() }), z.enum(['saved', 'cancelled', 'failed', 'gone'])),
})
export type SelfTestContract = typeof selfTest
