import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { startAvitoSandbox } from '../../../sandbox/avito'
import { BuiltTeamHub } from '../../lib/built-team-hub'
import { avitoDemo } from '../../lib/demo-settings'
import { ElectronDesk, makeProfile } from '../../lib/electron-desk'
import { fillCache, untilFollowed } from './full-cache'
import { FULL_SIZE } from './full-desk'
import type { FullSize } from './full-data'
import { fillHub } from './full-hub'
import type { PreparedDesk } from './prepared-desk'
import { startElectron } from './started-electron'

const ANNA = { login: 'anna@firm.ru', password: 'первый длинный пароль', name: 'Анна Петрова' }

/** As `prepareFullDesk`, at a team's hub with a PostgreSQL of its own: neither is a process of the desk. */
export async function prepareTeamDesk({ chats, messages }: FullSize = FULL_SIZE): Promise<PreparedDesk> {
  const avito = await startAvitoSandbox({ seed: 'demo' })
  const built = await BuiltTeamHub.prepare()
  built.start()
  await built.untilReady()
  const hub = await built.setUp()
  await hub.asAdministrator('/api/channels', { kind: 'avito', mode: 'own', name: 'Avito', ...avitoDemo(avito) })
  await hub.add(ANNA, 'agent')
  const profile = await makeProfile()
  const env = { OTKLIK_HUB: hub.url }
  const first = await ElectronDesk.launch({ profile, env })
  const page = await first.signInWindow()
  await page.getByRole('textbox', { name: 'Почта' }).fill(ANNA.login)
  await page.getByLabel('Пароль', { exact: true }).fill(ANNA.password)
  await page.getByLabel('Пароль', { exact: true }).press('Enter')
  await untilFollowed(await first.deskWindow(), 1)
  await first.close()

  await built.end('SIGTERM')
  const database = built.connect()
  const plan = await fillHub((sql, values) => database.run(sql, values), { chats, messages }, Date.now())
  await database.end()
  built.start()
  await built.untilReady()

  const second = await ElectronDesk.launch({ profile, env })
  await untilFollowed(await second.deskWindow(), chats)
  await second.close()
  await fillCache(profile, plan)
  return {
    start: () => startElectron('.', 'desk.html', { OTKLIK_USER_DATA: profile, ...env }),
    startFloor: () =>
      startElectron('tests/bench/floor-app', 'floor/index.html', { FLOOR_USER_DATA: join(profile, 'floor') }),
    async dispose() {
      await hub.stop()
      await avito.stop()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
