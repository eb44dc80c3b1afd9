import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { app, Menu, shell, type BrowserWindow } from 'electron'

import { systemClock } from '#shared/lib/clock'

import { isBackgroundStart } from './auto-start/background'
import { asksForKey } from './cache/asks-for-key'
import { openDoor } from './ipc/door'
import { WindowsRegistry } from './ipc/windows-registry'
import { currentEntrance, currentHubOrigin, presetOf, readEntrance, setEntrance } from './hub/entrance'
import { fetchFromHub } from './hub/hub-files'
import { createLinkInbox, fileAddress, isSetupFile, linkAmong, type LinkInbox } from './links/link-inbox'
import { registerAppScheme } from './protocol/register-scheme'
import { hubRule, readPolicyAtStart } from './policy/start-policy'
import { serveApp } from './protocol/serve-app'
import { ownBrowserFiles, selfTestCommand, type SelfTestCommand } from './self-test/self-test-command'
import { isOpenable } from './security/external-address'
import { lockDown } from './security/lock-down'
import { setSwitches } from './security/switches'
import { openDeskWindow } from './windows/desk-window'
import { readWindowState } from './windows/window-state'

const PAGE_PATIENCE_MS = 2_000

/**
 * The start, in order. What a window needs to appear is here; everything else is loaded while the window's own
 * process comes up (services.ts), and the phone and the media window after the desk has painted.
 */
function main(): void {
  const userData = process.env['OTKLIK_USER_DATA']
  if (userData !== undefined && userData !== '') app.setPath('userData', userData)
  const selfTest = selfTestCommand(process.argv)
  if (selfTest) {
    beginSelfTest(selfTest)
    return
  }
  const link = linkAmong(process.argv, process.cwd())
  // One Otklik per data folder: a second start shows the window of the first, or hands over its link (services.ts listens).
  const isBackground = isBackgroundStart(process.argv, process.platform, app)
  if (!app.requestSingleInstanceLock({ link, isBackground })) {
    app.quit()
    return
  }
  const inbox = createLinkInbox()
  if (link !== null) inbox.add(link)
  // macOS tells of the link that started us before the application is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    inbox.add(url)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    const address = fileAddress(path)
    if (isSetupFile(address)) inbox.add(address)
  })
  setSwitches()
  registerAppScheme()
  // Electron would take back `--no-sandbox`, without which Chromium does not start as root (test machines).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Electron would build its own menu before the first window; ours comes later (keep-desk-window.ts).
  Menu.setApplicationMenu(null)
  app.on('window-all-closed', () => {
    // Closing hides the desk: Otklik goes on in the tray until it is told to quit.
  })
  void app.whenReady().then(() => {
    start(inbox, isBackground)
  })
}

/** Beside an Otklik that runs, hence without its lock and with browser files of its own. */
function beginSelfTest(command: SelfTestCommand): void {
  const folder = ownBrowserFiles(app.getPath('userData'))
  app.setPath('sessionData', folder)
  setSwitches()
  registerAppScheme()
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  app.on('window-all-closed', () => {
    // The exit code is known at the end.
  })
  void app
    .whenReady()
    .then(() => import('./self-test/run-command'))
    .then(({ runCommand }) => runCommand(command))
    .then((code) => {
      try {
        rmSync(folder, { recursive: true, force: true })
      } finally {
        // Windows may still hold a file there; the exit code counts.
        app.exit(code)
      }
    })
}

function start(inbox: LinkInbox, isBackground: boolean): void {
  const windows = new WindowsRegistry()
  lockDown(windows, (url) => {
    if (isOpenable(url)) void shell.openExternal(url)
  })
  serveApp(join(__dirname, '../renderer'), fetchFromHub, currentHubOrigin)

  const userData = app.getPath('userData')
  const policy = readPolicyAtStart(app.isPackaged, process.env['OTKLIK_POLICY_FILE'])
  const preset = presetOf(userData, app.isPackaged, process.env['OTKLIK_HUB'], hubRule(policy.policy))
  setEntrance(readEntrance(userData, preset))
  const desk = openDeskWindow(windows, {
    state: readWindowState(userData),
    entrance: currentEntrance(),
    asksForKey: asksForKey(userData, policy.policy.rules.get('workplace.encryptCache')?.value === true),
    isBackground,
  })
  // The page first: main answers its requests for files, and loads the rest when they have been answered.
  const services = pageBuilt(desk)
    .then(() => import('./services'))
    .then(({ startServices }) => startServices(windows, desk, inbox, policy, isBackground))
  openDoor(windows, services)
}

/** Its scripts have run (or it could not be loaded, or takes too long: then there is nothing to wait for). */
function pageBuilt({ webContents }: BrowserWindow): Promise<void> {
  return new Promise((built) => {
    webContents.once('dom-ready', () => {
      built()
    })
    webContents.once('did-fail-load', () => {
      built()
    })
    systemClock.schedule(PAGE_PATIENCE_MS, built)
  })
}

main()
