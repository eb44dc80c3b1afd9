import { avitoDemo } from '../lib/demo-settings'
import { TeamHub } from '../lib/team-hub'
import type { Stage } from './stage'
import { signInTo } from './team.scenes'

const ANNA = { login: 'anna@firm.ru', name: 'Анна Петрова', password: 'длинный пароль Анны' }

/** A desk on a computer whose clock is two hours slow. */
export async function drawClock(stage: Stage): Promise<void> {
  const hub = await TeamHub.start({ demoAvito: avitoDemo(stage.avito) })
  try {
    hub.advance(2 * 3_600_000)
    await hub.add(ANNA, 'agent')
    await signInTo(stage, hub, ANNA)
    await stage.openChat('Сергей Ветров')
    await stage.button(stage.words.shell.banner.understood).waitFor()
    await stage.shot('desk-clock')
  } finally {
    await hub.stop()
  }
}
