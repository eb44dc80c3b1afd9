import { drawAway } from './away.scenes'
import { drawCalls } from './calls.scenes'
import { drawCache } from './cache.scenes'
import type { Camera } from './camera'
import { drawCases } from './cases.scenes'
import { drawClock } from './clock.scenes'
import { drawChats } from './chats.scenes'
import { drawDuties } from './duties.scenes'
import type { Look } from './look'
import { drawLines } from './lines.scenes'
import { drawMoving } from './moving.scenes'
import { drawOwn } from './own.scenes'
import { drawKeys } from './keys.scenes'
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
import { Stage, type Setting } from './stage'
import { drawSupervisor } from './supervisor.scenes'
import { drawTalks } from './talks.scenes'
import { drawTeam } from './team.scenes'
import { drawUpdates } from './updates.scenes'
import { drawVisitor } from './visitor.scenes'

/** Each on a desk of its own. */
export const PLAYS = [
  ['start', 'nothing', [drawFirstStart]],
  ['sign-in', 'nobody', [drawWrongClock, drawBrowserSignIn, drawSignIn]],
  ['team', 'nobody', [drawTeam]],
  ['duties', 'nobody', [drawDuties]],
  ['moving', 'demo', [drawMoving]],
  ['desk', 'demo', [drawChats, drawCalls, drawSettings, drawRest]],
  ['search', 'demo', [drawSearch]],
  ['keys', 'demo', [drawKeys]],
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
  ['cache', 'demo', [drawCache]],
] as const satisfies readonly (readonly [string, Setting, readonly ((stage: Stage) => Promise<void>)[]])[]

export type Play = (typeof PLAYS)[number]

/** Brings up each screen of it before the camera, under a name that none of `drawn` has. */
export async function perform(
  [, setting, scenes]: Play,
  look: Look,
  camera: Camera,
  drawn: Set<string>,
): Promise<void> {
  const stage = await Stage.open(look, camera, setting, drawn)
  try {
    for (const scene of scenes) await scene(stage)
  } finally {
    await stage.close()
  }
}
