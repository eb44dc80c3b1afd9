import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { app, session } from 'electron'

import { hub as hubContract, type HubConnection } from '#shared/contract/ipc/hub'
import { signIn as signInContract } from '#shared/contract/ipc/sign-in'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError } from '#shared/lib/logger'
import type { Context } from '../context'
import { openHubPlace } from '../settings/hub-place-store'
import { readTokenKey } from '../settings/token-key'
import { showEntrance } from '../windows/desk-window'
import { readPreset, setEntrance } from './entrance'
import { forkHub } from './fork-hub'
import { createHubClient, type HubClient } from './hub-client'
import { setFileHub } from './hub-files'
import { HubSupervisor } from './hub-supervisor'
import { HubSwitch } from './hub-switch'
import { createAccountRequests } from './team/account-requests'
import { hubFetch } from './team/hub-fetch'
import { lookAtHub } from './team/look-at-hub'
import { Workplace } from './workplace'

export interface RunningHub {
  readonly client: HubClient
  readonly connection: () => HubConnection
  /** Whose calls are recorded now; `null`: of the person of this computer's own hub. */
  readonly owner: () => string | null
  onChanged(listener: (connection: HubConnection) => void): Disposable
  /** The desk window shows another person's desk, or the sign-in screen. */
  readonly onMoved: (listener: () => void) => Disposable
  stop(): Promise<void>
}

/** `ready`: when the hub may take its share of the processor. */
export function startHub(context: Context, ready: Promise<void>): RunningHub {
  const { userData, environment, clock, logger, owned, router, send, secrets, desk } = context
  const log = logger.child('hub')
  const hubs = owned.add(new HubSwitch(log))
  const moved = owned.add(
    new Emitter<null>((error) => {
      log.error('a window could not follow', { error: describeError(error) })
    }),
  )
  hubs.onChanged((connection) => {
    setFileHub(connection)
    send(hubContract, 'connectionChanged', connection)
  })
  const workplace = new Workplace({
    store: openHubPlace(userData, secrets, logger, clock),
    preset: readPreset(userData, app.isPackaged, process.env['OTKLIK_HUB']),
    allowsPlainHttp: environment.allowsPlainHub,
    hubs,
    makeOwnHub: () => makeOwnHub(context),
    accounts: createAccountRequests(hubFetch, hostname()),
    look: (url) => lookAtHub(url, hubFetch, app.getVersion()),
    show: (entrance) => {
      setEntrance(entrance)
      showEntrance(desk.window, entrance)
      moved.emit(null)
      // Files of the hub that Chromium still holds belong to whoever was here.
      void session.defaultSession.clearCache()
    },
    tell: (state) => {
      send(signInContract, 'stateChanged', state)
    },
    clock,
    logger: log,
  })
  router.handle(hubContract, {
    getConnection: () => hubs.connection,
    restart() {
      hubs.restart()
      return null
    },
    checkSession() {
      hubs.check()
      return null
    },
  })
  router.handle(signInContract, workplace.handlers)
  workplace.begin()
  void ready.then(() => {
    workplace.launch()
  })
  const connection = () => hubs.connection
  return {
    client: createHubClient(connection, hubFetch, () => {
      hubs.check()
    }),
    connection,
    owner: () => workplace.owner(),
    onChanged: (listener) => hubs.onChanged(listener),
    onMoved: (listener) => moved.on(listener),
    stop: () => hubs.stop(),
  }
}

/** The hub of this computer, as a process of its own. */
function makeOwnHub({ userData, environment, clock, logger, secrets, settings }: Context): HubSupervisor {
  const log = logger.child('hub')
  return new HubSupervisor({
    fork: () => forkHub(join(__dirname, '../hub/embedded.cjs'), log),
    start: () => ({
      dataFolder: join(userData, 'hub'),
      appVersion: app.getVersion(),
      language: settings.get().language,
      tokenKey: readTokenKey(userData, secrets, logger, clock),
      demoAvito: environment.demo?.avito ?? null,
      demoHh: environment.demo?.hh ?? null,
      demoSite: environment.demo?.site ?? null,
    }),
    firstPort: environment.hubPort,
    newSecret: () => randomBytes(32).toString('hex'),
    clock,
    logger: log,
  })
}
