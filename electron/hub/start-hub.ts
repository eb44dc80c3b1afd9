import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

import { app } from 'electron'

import { hub as hubContract, type HubConnection } from '#shared/contract/ipc/hub'
import type { Disposable } from '#shared/lib/disposable'
import type { Context } from '../context'
import { readTokenKey } from '../settings/token-key'
import { forkHub } from './fork-hub'
import { createHubClient, type HubClient } from './hub-client'
import { setFileHub } from './hub-files'
import { HubSupervisor } from './hub-supervisor'

export interface RunningHub {
  readonly client: HubClient
  readonly connection: () => HubConnection
  onChanged(listener: (connection: HubConnection) => void): Disposable
  stop(): Promise<void>
}

/** `ready`: when the hub may take its share of the processor. */
export function startHub(context: Context, ready: Promise<void>): RunningHub {
  const { userData, environment, clock, logger, owned, router, send, settings } = context
  const log = logger.child('hub')
  const supervisor = owned.add(
    new HubSupervisor({
      fork: () => forkHub(join(__dirname, '../hub/embedded.cjs'), log),
      start: () => ({
        dataFolder: join(userData, 'hub'),
        appVersion: app.getVersion(),
        language: settings.get().language,
        tokenKey: readTokenKey(userData, context.secrets, logger, clock),
        demoAvito: environment.demo?.avito ?? null,
        demoHh: environment.demo?.hh ?? null,
        demoSite: environment.demo?.site ?? null,
      }),
      firstPort: environment.hubPort,
      newSecret: () => randomBytes(32).toString('hex'),
      clock,
      logger: log,
    }),
  )
  supervisor.onChanged((connection) => {
    setFileHub(connection)
    send(hubContract, 'connectionChanged', connection)
  })
  router.handle(hubContract, {
    getConnection: () => supervisor.connection,
    restart() {
      supervisor.restart()
      return null
    },
  })
  void ready.then(() => {
    supervisor.launch()
  })
  const connection = () => supervisor.connection
  return {
    client: createHubClient(connection),
    connection,
    onChanged: (listener) => supervisor.onChanged(listener),
    stop: () => supervisor.stop(),
  }
}
