import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'

import type { AutoStartState } from '#shared/contract/ipc/auto-start'
import { silentLogger } from '#shared/lib/logger'
import { openNoteFile } from '../note-file'
import { isBackgroundStart } from './background'
import { macStart, windowsStart, type LoginItemPort } from './login-item'
import { ownCommand } from './own-command'
import { RuledStart } from './ruled-start'
import { autostartFolder, xdgStart } from './xdg-start'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-auto-start-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const DEB = { path: '/opt/Otklik/otklik', args: [] }
const entry = () => join(folder, 'otklik.desktop')
const text = () => readFileSync(entry(), 'utf8')
const lines = (key: string) =>
  text()
    .split('\n')
    .filter((line) => line.startsWith(`${key}=`))

describe('an entry of Linux', () => {
  it('[I1] is written in the person’s folder, starts this very program in the background, and is taken away', () => {
    const start = xdgStart(join(folder, 'new'), DEB)
    expect(start.read()).toBe('off')
    start.write(true)
    expect(start.read()).toBe('on')
    const written = readFileSync(join(folder, 'new', 'otklik.desktop'), 'utf8').split('\n')
    expect(written).toEqual(
      expect.arrayContaining(['[Desktop Entry]', 'Type=Application', 'Exec=/opt/Otklik/otklik --in-background']),
    )
    // Without the program (the package was removed) the entry starts nothing.
    expect(written).toContain('TryExec=/opt/Otklik/otklik')
    start.write(false)
    start.write(false)
    expect([start.read(), existsSync(join(folder, 'new', 'otklik.desktop'))]).toEqual(['off', false])
  })

  it.each([
    ['a path with spaces', '/home/anna/Мои программы/Otklik.AppImage', '"/home/anna/Мои программы/Otklik.AppImage"'],
    ['a percent sign', '/srv/50%/otklik', '/srv/50%%/otklik'],
    // Quoted for Exec first, then written as a value, where each backslash stands twice.
    ['signs of a shell', '/srv/a"b$c`d/otklik', '"/srv/a\\\\"b\\\\$c\\\\`d/otklik"'],
    ['a backslash', '/srv/a\\b/otklik', '"/srv/a\\\\\\\\b/otklik"'],
  ])('[I1] names %s as the standard wants it', (_what, path, written) => {
    xdgStart(folder, { path, args: [] }).write(true)
    expect(lines('Exec')).toEqual([`Exec=${written} --in-background`])
  })

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    '[I1] that the desktop’s own settings have switched off by %s is shown as that, and stays so when the program moves',
    (off) => {
      const [key = ''] = off.split('=')
      const start = xdgStart(folder, DEB)
      start.write(true)
      const kept = text()
        .split('\n')
        .filter((line) => !line.startsWith(`${key}=`))
      writeFileSync(entry(), [...kept, off, 'X-GNOME-Autostart-Delay=20', ''].join('\n'))
      expect(start.read()).toBe('heldBack')
      xdgStart(folder, { path: '/home/anna/otklik/otklik', args: [] }).followProgram()
      expect(start.read()).toBe('heldBack')
      expect(lines('Exec')).toEqual(['Exec=/home/anna/otklik/otklik --in-background'])
      expect(lines('X-GNOME-Autostart-Delay')).toEqual(['X-GNOME-Autostart-Delay=20'])
      // A later wish of the person, in Otklik.
      start.write(true)
      expect(start.read()).toBe('on')
    },
  )

  it('[I1] names the program where an update has put it; nothing else of it changes, and none comes by itself', () => {
    const moved = xdgStart(folder, { path: '/home/anna/Otklik 0.2/otklik', args: [] })
    moved.followProgram()
    expect(existsSync(entry())).toBe(false)
    xdgStart(folder, DEB).write(true)
    const before = text()
    xdgStart(folder, DEB).followProgram()
    expect(text()).toBe(before)
    writeFileSync(entry(), `# mine\n${before}[Desktop Action Mute]\nExec=otklik --mute\n`)
    moved.followProgram()
    expect(lines('Exec')).toEqual(['Exec="/home/anna/Otklik 0.2/otklik" --in-background', 'Exec=otklik --mute'])
    expect(lines('TryExec')).toEqual(['TryExec=/home/anna/Otklik 0.2/otklik'])
    expect(text().startsWith('# mine\n')).toBe(true)
  })

  it('[I1] stands where the standard says', () => {
    expect(autostartFolder('/home/anna', undefined)).toBe('/home/anna/.config/autostart')
    expect(autostartFolder('/home/anna', '/srv/config')).toBe('/srv/config/autostart')
    expect(autostartFolder('/home/anna', 'config')).toBe('/home/anna/.config/autostart')
  })
})

describe('the program that the system is to start', () => {
  const facts = { execPath: '/opt/Otklik/otklik', sourceFolder: null, appImage: undefined }

  it('[I1] is that of the package, the file of an AppImage, or a build from source with its folder', () => {
    expect(ownCommand(facts)).toEqual(DEB)
    const appImage = '/home/anna/Otklik.AppImage'
    expect(ownCommand({ ...facts, execPath: '/tmp/.mount_Otkl/otklik', appImage })).toEqual({
      path: appImage,
      args: [],
    })
    expect(ownCommand({ ...facts, execPath: '/e/electron', sourceFolder: '/src' })).toEqual({
      path: '/e/electron',
      args: ['/src'],
    })
  })

  it('[I1] is the starter of a folder of one’s own, which stays where it is at every update', () => {
    const execPath = join(folder, 'versions', '0.2.0', 'otklik')
    mkdirSync(join(folder, 'versions', '0.2.0'), { recursive: true })
    expect(ownCommand({ ...facts, execPath }).path).toBe(execPath)
    writeFileSync(join(folder, 'otklik'), '')
    mkdirSync(join(folder, 'current'))
    expect(ownCommand({ ...facts, execPath })).toEqual({ path: join(folder, 'otklik'), args: [] })
  })

  it('[I1] is told to stay in the background, by an argument or (macOS) by the system itself', () => {
    const app = (wasOpenedAtLogin: boolean) => ({ getLoginItemSettings: () => ({ wasOpenedAtLogin }) })
    expect(isBackgroundStart(['/otklik', '--in-background'], 'linux', app(false))).toBe(true)
    expect(isBackgroundStart(['/otklik'], 'linux', app(true))).toBe(false)
    expect(isBackgroundStart(['/otklik'], 'darwin', app(true))).toBe(true)
    expect(isBackgroundStart(['/otklik'], 'darwin', app(false))).toBe(false)
  })
})

describe('what the company says of it', () => {
  const ruled = (system = xdgStart(folder, DEB)) =>
    new RuledStart(system, openNoteFile(join(folder, 'preset.json'), z.boolean(), silentLogger))
  const holdBack = () => {
    writeFileSync(entry(), `${text()}Hidden=true\n`)
  }

  it('[I2] as a lock holds against Otklik’s switch, the file and the desktop’s settings', () => {
    const start = ruled()
    start.govern({ rule: 'locked', isOn: true })
    expect(start.state()).toBe('on')
    expect(start.set(false)).toBe('on')
    holdBack()
    expect(start.state()).toBe('heldBack')
    ruled().govern({ rule: 'locked', isOn: true })
    expect(start.state()).toBe('on')
    start.govern({ rule: 'locked', isOn: false })
    expect([start.state(), start.set(true)]).toEqual(['off', 'off'])
    start.govern(null)
    expect(start.set(true)).toBe('on')
  })

  it('[I2] as a preset is asked of the system once; afterwards the person decides, here or in the desktop’s settings', () => {
    ruled().govern({ rule: 'preset', isOn: true })
    expect(ruled().state()).toBe('on')
    holdBack()
    ruled().govern({ rule: 'preset', isOn: true })
    expect(ruled().state()).toBe('heldBack')
    expect(ruled().set(false)).toBe('off')
    ruled().govern({ rule: 'preset', isOn: true })
    expect(ruled().state()).toBe('off')
  })

  it('[I2] writes nothing where it is so already', () => {
    const states: AutoStartState[] = ['on', 'needsApproval']
    for (const state of states) {
      const written: boolean[] = []
      const system = { read: () => state, write: (isOn: boolean) => written.push(isOn), followProgram: () => undefined }
      ruled(system).govern({ rule: 'locked', isOn: true })
      expect(written).toEqual([])
    }
  })
})

describe('login items', () => {
  it('[I1] of Windows carry a name that the uninstaller knows, and say what the Task Manager has switched off', () => {
    let items: { name: string; enabled: boolean }[] = []
    const asked: unknown[] = []
    const port: LoginItemPort = {
      getLoginItemSettings: (options) => {
        asked.push(options)
        return { openAtLogin: items.length > 0, launchItems: items }
      },
      setLoginItemSettings: ({ openAtLogin, name = '', enabled = true }) => {
        items = openAtLogin ? [{ name, enabled }] : []
      },
    }
    const start = windowsStart(port, { path: 'C:\\Otklik\\Otklik.exe', args: [] })
    expect(start.read()).toBe('off')
    start.write(true)
    expect([start.read(), items]).toEqual(['on', [{ name: 'Otklik', enabled: true }]])
    items = [{ name: 'Otklik', enabled: false }]
    expect(start.read()).toBe('heldBack')
    start.write(false)
    expect(start.read()).toBe('off')
    expect(asked[0]).toEqual({ path: 'C:\\Otklik\\Otklik.exe', args: ['--in-background'] })
    const uninstaller = readFileSync(join(import.meta.dirname, '../../resources/installer/uninstall.nsh'), 'utf8')
    expect(uninstaller).toMatch(/DeleteRegValue HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Run" "Otklik"/)
  })

  it('[I1] of macOS say that the person has still to agree', () => {
    let settings: ReturnType<LoginItemPort['getLoginItemSettings']> = { openAtLogin: false, status: 'not-registered' }
    const start = macStart({
      getLoginItemSettings: () => settings,
      setLoginItemSettings: ({ openAtLogin }) => {
        settings = { openAtLogin, status: openAtLogin ? 'requires-approval' : 'not-registered' }
      },
    })
    expect(start.read()).toBe('off')
    start.write(true)
    expect(start.read()).toBe('needsApproval')
    settings = { openAtLogin: true, status: 'enabled' }
    expect(start.read()).toBe('on')
    start.write(false)
    expect(start.read()).toBe('off')
  })
})
