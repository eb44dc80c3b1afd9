/**
 * `npm run screenshots`: every screen with the demo's data, in every look, into `docs/user/screens/`, or into another
 * folder (`-- --into FOLDER`) to look at before; `--scenes start|sign-in|team|duties|moving|desk|search|phones|cases|away|supervisor|own|recruiting|visitor|self-test|policy|network|updates|licences|clock` draws only those. Pictures of the looks
 * that the documents show are committed, the others are for the eye only.
 */
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { drawAway } from './away.scenes'
import { drawCalls } from './calls.scenes'
import { drawCases } from './cases.scenes'
import { drawClock } from './clock.scenes'
import { drawChats } from './chats.scenes'
import { allLooks, nameOf, type Look } from './look'
import { drawDuties } from './duties.scenes'
import { drawLines } from './lines.scenes'
import { drawMoving } from './moving.scenes'
import { drawOwn } from './own.scenes'
import { drawSearch } from './search.scenes'
import { drawSelfTest } from './self-test.scenes'
import { drawCertificate, drawNetworkSettings, drawProxyLogin } from './network.scenes'
import { drawPhones } from './phones.scenes'
import { drawLockedServer, drawPolicy } from './policy.scenes'
import { drawRecruiting } from './recruit.scenes'
import { drawFirstStart, drawRest } from './rest.scenes'
import { drawLicences, drawSettings } from './settings.scenes'
import { drawBrowserSignIn, drawSignIn, drawWrongClock } from './sign-in.scenes'
import { drawSound } from './sound.scenes'
import { Stage } from './stage'
import { drawSupervisor } from './supervisor.scenes'
import { drawTalks } from './talks.scenes'
import { drawTeam } from './team.scenes'
import { drawUpdates } from './updates.scenes'
import { drawVisitor } from './visitor.scenes'

/** Each on a desk of its own. */
const PLAYS = [
  ['start', 'nothing', [drawFirstStart]],
  ['sign-in', 'nobody', [drawWrongClock, drawBrowserSignIn, drawSignIn]],
  ['team', 'nobody', [drawTeam]],
  ['duties', 'nobody', [drawDuties]],
  ['moving', 'demo', [drawMoving]],
  ['desk', 'demo', [drawChats, drawCalls, drawSettings, drawRest]],
  ['search', 'demo', [drawSearch]],
  ['phones', 'headset', [drawLines, drawSound, drawTalks, drawPhones]],
  ['cases', 'jobs', [drawCases]],
  ['away', 'jobs', [drawAway]],
  ['supervisor', 'jobs', [drawSupervisor]],
  ['own', 'jobs', [drawOwn]],
  ['recruiting', 'nothing', [drawRecruiting]],
  ['visitor', 'nothing', [drawVisitor]],
  ['self-test', 'nothing', [drawSelfTest]],
  ['network', 'nothing', [drawNetworkSettings]],
  ['network', 'nobody', [drawProxyLogin]],
  ['network', 'company', [drawCertificate]],
  ['policy', 'ruled', [drawPolicy]],
  ['policy', 'ruled-nobody', [drawLockedServer]],
  ['updates', 'updates', [drawUpdates]],
  ['licences', 'nothing', [drawLicences]],
  ['clock', 'nobody', [drawClock]],
] as const

const { values, positionals: asked } = parseArgs({
  options: { into: { type: 'string' }, scenes: { type: 'string' } },
  allowPositionals: true,
})
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
  if (!values.scenes) rmSync(folder, { recursive: true, force: true })
  let drawn = 0
  for (const [name, demo, scenes] of PLAYS) {
    if (values.scenes && values.scenes !== name) continue
    const stage = await Stage.open(look, folder, demo)
    stage.countFrom(drawn)
    try {
      for (const scene of scenes) await scene(stage)
    } finally {
      await stage.close()
    }
    drawn = stage.drawnSoFar
  }
  console.log(`✓ ${nameOf(look)}: ${String(drawn)} pictures`)
}
