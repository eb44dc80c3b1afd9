import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { app, dialog, session, shell } from 'electron'

import { hub as hubContract, type HubConnection } from '#shared/contract/ipc/hub'
import type { SetupReply } from '#shared/contract/ipc/policy'
import { signIn as signInContract, type SignInState } from '#shared/contract/ipc/sign-in'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import type { OwnLink } from '#shared/domain/own-link'
import type { RunningCache } from '../cache/start-cache'
import type { Context } from '../context'
import { textsFor } from '../i18n'
import { isOpenable } from '../security/external-address'
import { askProxiesAnew } from '../network/pass-proxy'
import { openHubPlace } from '../settings/hub-place-store'
import { readTokenKey } from '../settings/token-key'
import { showEntrance } from '../windows/desk-window'
import { hubRule } from '../policy/start-policy'
import { presetOf, setEntrance } from './entrance'
import { forkHub } from './fork-hub'
import { moving as movingContract } from '#shared/contract/ipc/moving'
import { createHubClient, type HubClient } from './hub-client'
import { setFileHub } from './hub-files'
import type { HubsWay } from './hub-network'
import { HubSupervisor } from './hub-supervisor'
import { HubSwitch } from './hub-switch'
import { movingHandlers } from './moving'
import { createAccountRequests } from './team/account-requests'
import { hubFetch } from './team/hub-fetch'
import { lookAtHub } from './team/look-at-hub'
import { Workplace } from './workplace'

const MOVE_FILE_NAME = 'otklik.move'

export interface RunningHub {
  readonly client: HubClient
  readonly connection: () => HubConnection
  /** Where this desk works. */
  readonly place: () => SignInState
  /** Whose calls are recorded now; `null`: of the person of this computer's own hub. */
  readonly owner: () => string | null
  /** With which login the person is signed in; `null`: not at all, or by another way than a password. */
  readonly login: () => string | null
  onChanged(listener: (connection: HubConnection) => void): Disposable
  /** The desk window shows another person's desk, or the sign-in screen. */
  readonly onMoved: (listener: () => void) => Disposable
  readonly handleLink: (link: Exclude<OwnLink, { kind: 'case' | 'setup' }>) => Promise<void>
  readonly provision: (hub: string) => SetupReply
  stop(): Promise<void>
}

/** What a hub of this computer has of the desk's way to the network; `authorities` are trusted besides the usual. */
export interface HubsNetwork {
  readonly way: HubsWay
  readonly authorities: readonly string[]
}

/** `ready`: when it may take its share of the processor. */
export function startHub(
  context: Context,
  cache: Pick<RunningCache, 'decideAnew' | 'forget'>,
  network: HubsNetwork,
  ready: Promise<void>,
): RunningHub {
  const { userData, environment, policy, clock, logger, owned, router, send, secrets, desk } = context
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
  let ownHub: HubSupervisor | null = null
  let aheadMs = 0
  const texts = () => textsFor(context.settings.get().language).links
  const workplace = new Workplace({
    store: openHubPlace(userData, secrets, logger, clock),
    preset: presetOf(userData, app.isPackaged, process.env['OTKLIK_HUB'], hubRule(policy.atStart)),
    signInWay: () => policy.value('workplace.signIn') ?? 'any',
    allowsPlainHttp: environment.allowsPlainHub,
    hubs,
    makeOwnHub: () => (ownHub = makeOwnHub(context, network)),
    accounts: createAccountRequests(hubFetch, hostname()),
    look: (url) => lookAtHub(url, hubFetch, app.getVersion()),
    show: (entrance) => {
      setEntrance(entrance)
      cache.decideAnew()
      showEntrance(desk.window, entrance)
      moved.emit(null)
      // Files of the hub that Chromium still holds belong to whoever was here.
      void session.defaultSession.clearCache()
    },
    tell: (state) => {
      send(signInContract, 'stateChanged', state)
    },
    tellOfLink: (news) => {
      if (news.kind === 'join') send(signInContract, 'joinWaiting', null)
      else send(signInContract, 'codeArrived', { code: news.code })
    },
    openBrowser: (address) => openInBrowser(address, log),
    async askToJoin(host) {
      const { response } = await dialog.showMessageBox(desk.window, {
        type: 'question',
        message: texts().joinQuestion(host),
        detail: texts().joinDetail,
        buttons: [texts().stay, texts().join],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
      return response === 1
    },
    async sayNoWay(why) {
      const message = why.kind === 'signedIn' ? texts().signOutFirst(why.name) : texts()[why.kind]
      await dialog.showMessageBox(desk.window, { type: 'info', message, buttons: [texts().understood] })
    },
    clock,
    logger: log,
  })
  router.handle(hubContract, {
    getConnection: () => hubs.connection,
    restart() {
      askProxiesAnew()
      hubs.restart()
      return null
    },
    getTime: () => ({ aheadMs }),
    noteTime(told) {
      ;({ aheadMs } = told)
      if (aheadMs !== 0) log.warn('the clock of this computer is off', { byMs: -aheadMs })
      clock.follow(aheadMs)
      send(hubContract, 'timeChanged', told)
      return null
    },
    checkSession() {
      hubs.check()
      return null
    },
  })
  router.handle(signInContract, {
    ...workplace.handlers,
    cacheEmptied: (emptied) => {
      if (emptied.left === null) cache.forget(emptied.cache)
      return workplace.handlers.cacheEmptied(emptied)
    },
    look: (wish) => {
      askProxiesAnew()
      return workplace.handlers.look(wish)
    },
  })
  router.handle(
    movingContract,
    movingHandlers({
      ownHub: () => (workplace.state().place === 'alone' ? ownHub : null),
      fork: () => forkHub(hubEntry(), log),
      about: () => whatItHas(context),
      askForFile: async () => {
        const asked = await dialog.showSaveDialog(desk.window, { defaultPath: MOVE_FILE_NAME })
        return asked.canceled ? null : asked.filePath
      },
      logger: log,
    }),
  )
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
    place: () => workplace.state(),
    owner: () => workplace.owner(),
    login: () => workplace.login(),
    onChanged: (listener) => hubs.onChanged(listener),
    onMoved: (listener) => moved.on(listener),
    handleLink: (link) => workplace.handleLink(link),
    provision: (hub) => workplace.provision(hub),
    stop: () => hubs.stop(),
  }
}

async function openInBrowser(address: string, logger: Logger): Promise<boolean> {
  if (!isOpenable(address)) return false
  try {
    await shell.openExternal(address)
    return true
  } catch (error) {
    logger.warn('the browser could not be opened', { error: describeError(error) })
    return false
  }
}

function hubEntry(): string {
  return join(__dirname, '../hub/embedded.cjs')
}

/** Where the hub of this computer keeps everything, and what opens it. */
function whatItHas({ userData, secrets, logger, clock }: Context) {
  return {
    dataFolder: join(userData, 'hub'),
    appVersion: app.getVersion(),
    tokenKey: readTokenKey(userData, secrets, logger, clock),
  }
}

/** The hub of this computer, as a process of its own. */
function makeOwnHub(context: Context, { way, authorities }: HubsNetwork): HubSupervisor {
  const { environment, clock, logger, settings } = context
  const log = logger.child('hub')
  return new HubSupervisor({
    fork: () => forkHub(hubEntry(), log),
    start: () => ({
      ...whatItHas(context),
      authorities: [...authorities],
      language: settings.get().language,
      demoAvito: environment.demo?.avito ?? null,
      demoHh: environment.demo?.hh ?? null,
      demoSite: environment.demo?.site ?? null,
    }),
    way,
    firstPort: environment.hubPort,
    newSecret: () => randomBytes(32).toString('hex'),
    clock,
    logger: log,
  })
}
