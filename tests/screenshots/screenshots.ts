/**
 * `npm run screenshots`: every screen with the demo's data, in every look, into `docs/user/screens/`, or into another
 * folder (`-- --into FOLDER`) to look at before. Pictures of the looks that the documents show are committed, the others
 * are for the eye only.
 */
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { drawCalls } from './calls.scenes'
import { drawChats } from './chats.scenes'
import { allLooks, nameOf, type Look } from './look'
import { drawFirstStart, drawRest } from './rest.scenes'
import { drawSettings } from './settings.scenes'
import { Stage } from './stage'

const { values, positionals: asked } = parseArgs({ options: { into: { type: 'string' } }, allowPositionals: true })
const ROOT = values.into ? resolve(values.into) : resolve(import.meta.dirname, '../../docs/user/screens')

const unknown = asked.filter((name) => !allLooks.some((look) => nameOf(look) === name))
if (unknown.length > 0) {
  console.error(`Unknown look: ${unknown.join(', ')}. Known: ${allLooks.map(nameOf).join(', ')}`)
  process.exit(1)
}
for (const look of allLooks) if (asked.length === 0 || asked.includes(nameOf(look))) await draw(look)
process.exit(0)

async function draw(look: Look): Promise<void> {
  const folder = join(ROOT, nameOf(look))
  rmSync(folder, { recursive: true, force: true })
  const first = await Stage.open(look, folder, 'nothing')
  try {
    await drawFirstStart(first)
  } finally {
    await first.close()
  }
  const stage = await Stage.open(look, folder, 'demo')
  stage.countFrom(first.drawnSoFar)
  try {
    await drawChats(stage)
    await drawCalls(stage)
    await drawSettings(stage)
    await drawRest(stage)
  } finally {
    await stage.close()
  }
  console.log(`✓ ${nameOf(look)}: ${stage.drawnSoFar} pictures`)
}
