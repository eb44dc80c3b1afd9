import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { app, powerMonitor, shell, type BrowserWindow } from 'electron'

import { app as appContract } from '#shared/contract/ipc/app'
import { policy as policyContract } from '#shared/contract/ipc/policy'
import { sleep, systemClock } from '#shared/lib/clock'
import { FollowedClock } from '#shared/lib/followed-clock'
import { DisposableStore, toDisposable } from '#shared/lib/disposable'
import { describeError, framesOf } from '#shared/lib/logger'
import { startAutoStart } from './auto-start/start-auto-start'
import { startCache } from './cache/start-cache'
import { createAppHandlers } from './app-handlers'
import type { Context } from './context'
import { readEnvironment } from './environment'
import { startHub } from './hub/start-hub'
import type { Answer } from './ipc/door'
import { Router } from './ipc/router'
import { createSender } from './ipc/send'
import type { WindowsRegistry } from './ipc/windows-registry'
import { handedOverLink, isHandedOverInBackground, type LinkInbox } from './links/link-inbox'
import { createFileSink, createLogger } from './log/logger'
import { logWindowErrors } from './log/window-errors'
import { startNetwork } from './network/start-network'
import { trustCompany } from './network/trust-company'
import { newId } from './new-id'
import { startNotices } from './notifications/start-notices'
import { startPhone } from './phone-side'
import { openTelephony } from './policy/company-lines'
import { PolicyKeeper } from './policy/policy-keeper'
import { startSetup } from './policy/start-setup'
import { MANAGED_PATHS, settingsRules } from './policy/settings-rules'
import { isLogDetailed, WATCH_POLICY_MS, type StartPolicy } from './policy/start-policy'
import { quitOrderly } from './quit'
import { copyCacheAside, listKeptFiles, setCacheAside } from './settings/kept-files'
import { osKeyring } from './settings/os-keyring'
import { createSecretBox } from './settings/secret-box'
import { openSettings } from './settings/settings-store'
import { systemLanguage } from './settings/system-language'
import { startUpdates } from './updates/start-updates'
import { watchAbsence } from './windows/absence'
import { showDesk } from './windows/desk-window'
import { keepDeskWindow } from './windows/keep-desk-window'
import { startWidget } from './windows/widget-window'

/**
 * What the first picture does not need waits for it, so that the window has the processor to itself: the hub and the
 * tray for one second at most, the phone and the media window for three.
 */
const HUB_WITHIN_MS = 1_000
const PHONE_WITHIN_MS = 3_000

/** Everything behind the first window, in order. Answers with what the IPC door asks. */
export function startServices(
  windows: WindowsRegistry,
  window: BrowserWindow,
  inbox: LinkInbox,
  start: StartPolicy,
  isBackground: boolean,
): Answer {
  const userData = app.getPath('userData')
  const clock = new FollowedClock(systemClock)
  const isDetailed = isLogDetailed(start.policy, process.env['NODE_ENV'])
  const logger = createLogger(createFileSink(join(userData, 'logs'), isDetailed), 'main')
  logger.info('start', {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    isBackground,
  })

  // A defect is logged with its place; the calls and the hub that run must not end with it.
  process.on('uncaughtException', (error) => {
    logger.error('uncaught', { error: describeError(error), stack: framesOf(error) })
  })
  process.on('unhandledRejection', (reason) => {
    logger.error('unhandled rejection', {
      error: describeError(reason),
      stack: framesOf(reason),
    })
  })
  logWindowErrors(windows, logger)
  const router = new Router(logger.child('ipc'), newId)
  const language = systemLanguage({
    locale: app.getLocale(),
    asked: app.commandLine.getSwitchValue('lang'),
    platform: process.platform,
    env: process.env,
  })
  const policy = new PolicyKeeper({
    readLayers: start.readLayers,
    atStart: start.policy,
    everyMs: WATCH_POLICY_MS,
    clock,
    logger: logger.child('policy'),
  })
  const settings = openSettings({
    folder: userData,
    systemLanguage: language,
    rules: settingsRules(policy.current),
    managed: MANAGED_PATHS,
    logger,
    clock,
  })
  const context: Context = {
    userData,
    resources: join(app.getAppPath(), 'resources'),
    environment: readEnvironment(process.env, policy, logger),
    clock,
    logger,
    newId,
    windows,
    desk: {
      window,
      show: () => {
        showDesk(window)
      },
    },
    router,
    send: createSender(windows),
    settings,
    policy,
    secrets: createSecretBox(userData, osKeyring),
    owned: new DisposableStore(),
  }
  context.owned.add(policy)
  context.owned.add(
    policy.onChanged((now) => {
      settings.govern(settingsRules(now))
      context.send(policyContract, 'stateChanged', policy.state())
    }),
  )
  context.owned.add(
    settings.onChanged((value) => {
      context.send(appContract, 'settingsChanged', value)
    }),
  )

  const way = startNetwork(context)
  startAutoStart(context)
  const authorities = trustCompany(policy.value('network.caFile'), clock, logger.child('network'))

  const painted = new Promise<void>((resolve) => {
    router.handle(
      appContract,
      createAppHandlers({
        settings,
        secretStorage: () => context.secrets.storage,
        versions: { app: app.getVersion(), electron: process.versions.electron, chrome: process.versions.chrome },
        readLicences: () => readFile(join(app.getAppPath(), 'out/electron/licences.txt'), 'utf8'),
        openExternal: (url) => shell.openExternal(url),
        listKeptFiles: () => listKeptFiles(userData),
        restartCache() {
          const isAside = setCacheAside(userData, clock.now(), logger)
          if (isAside) window.webContents.reload()
          return isAside
        },
        copyCache: () => copyCacheAside(userData, clock.now(), logger),
        reloadDesk: () => {
          window.webContents.reload()
        },
        onDeskReady: resolve,
        setUnsaved: (hasUnsaved) => {
          keeper.setUnsaved(hasUnsaved)
        },
        leave: (how) => {
          keeper.leave(how)
        },
        fitIncoming: (height) => {
          phone.fitIncoming(height)
        },
        isAway: () => absence.isAway(),
        setTakesCalls: (takesCalls) => {
          phone.setTakesCalls(takesCalls)
        },
      }),
    )
  })
  const atMost = (delayMs: number): Promise<void> => Promise.race([painted, sleep(clock, delayMs)])
  const keeper = keepDeskWindow(context, atMost(HUB_WITHIN_MS))
  const absence = context.owned.add(
    watchAbsence(powerMonitor, (isAway) => {
      context.send(appContract, 'absenceChanged', { isAway })
    }),
  )
  const cache = startCache(context)
  const hub = startHub(context, cache, { way, authorities }, atMost(HUB_WITHIN_MS))
  const telephony = openTelephony(context, hub)
  const setup = startSetup(context, hub, telephony)
  const notices = startNotices(context, atMost(HUB_WITHIN_MS))
  startWidget(context, painted, {
    openChat: notices.openChat,
    onMoved: (listener) => {
      const [moved, anew] = [hub.onMoved(listener), cache.onAnew(listener)]
      return toDisposable(() => {
        moved.dispose()
        anew.dispose()
      })
    },
    isBackground,
  })
  const updates = startUpdates(context, painted)
  const phone = startPhone(
    context,
    hub,
    notices,
    inbox,
    { ...telephony, setup },
    updates.setInCall,
    atMost(PHONE_WITHIN_MS),
  )

  app.on('second-instance', (_event, _argv, _folder, handedOver) => {
    const link = handedOverLink(handedOver)
    if (link !== null) inbox.add(link)
    else if (!isHandedOverInBackground(handedOver)) context.desk.show()
  })
  app.on('activate', context.desk.show)
  quitOrderly(context, {
    mayQuit: keeper.mayQuit,
    beforeQuit: keeper.allowClose,
    stop: [() => phone.stop(), () => hub.stop()],
    atLast: updates.installAtQuit,
  })
  return (sender, message) => router.answer(sender, message)
}
