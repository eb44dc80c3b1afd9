import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { silentLogger } from '#shared/lib/logger'
import type { HubChild } from './hub-supervisor'
import { movingHandlers } from './moving'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-moving-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function setUp(
  file: string | null,
  says: (child: { readonly say: (message: unknown) => void; readonly exit: () => void }) => void,
) {
  const doings: string[] = []
  let say: (message: unknown) => void = () => {}
  let exit: (code: number | null) => void = () => {}
  const child: HubChild = {
    post: (message) => {
      doings.push(JSON.stringify(message))
      says({
        say: (said) => {
          say(said)
        },
        exit: () => {
          exit(1)
        },
      })
    },
    kill: () => {},
    onMessage: (listener) => (say = listener),
    onExit: (listener) => (exit = listener),
  }
  const handlers = movingHandlers({
    ownHub: () => ({
      pause: async () => void doings.push('pause'),
      resume: () => void doings.push('resume'),
    }),
    fork: () => child,
    about: () => ({ dataFolder: folder, tokenKey: 'key', appVersion: '1' }),
    askForFile: async () => file,
    logger: silentLogger,
  })
  const moveOut = () => handlers.moveOut({ passphrase: 'сосны у дороги' })
  return { moveOut, callBack: () => handlers.callBack(null), doings }
}

const CONTENT = { tables: 40, rows: 1000, files: 3, missingFiles: 0 }
const wish = () =>
  JSON.stringify({
    type: 'export',
    dataFolder: folder,
    tokenKey: 'key',
    appVersion: '1',
    file: '/a.otklik',
    passphrase: 'сосны у дороги',
  })

describe('moving to a team’s hub', () => {
  it('lets the hub rest while everything is taken along', async () => {
    const { moveOut, doings } = setUp('/a.otklik', ({ say }) => {
      say({ type: 'exported', content: CONTENT })
    })
    expect(await moveOut()).toEqual({
      kind: 'saved',
      file: '/a.otklik',
      content: CONTENT,
    })
    expect(doings).toEqual(['pause', wish(), 'resume'])
  })

  it('lets the hub go on when nothing came of it', async () => {
    const full = setUp('/a.otklik', ({ say }) => {
      say({ type: 'failed', reason: 'diskFull', detail: 'ENOSPC' })
    })
    expect(await full.moveOut()).toEqual({
      kind: 'failed',
      reason: 'diskFull',
    })
    expect(full.doings.at(-1)).toBe('resume')
    const killed = setUp('/a.otklik', ({ exit }) => {
      exit()
    })
    expect(await killed.moveOut()).toMatchObject({ kind: 'failed' })
    const unchosen = setUp(null, () => {})
    expect(await unchosen.moveOut()).toEqual({ kind: 'cancelled' })
    expect(unchosen.doings).toEqual([])
  })

  it('calls the hub back, which then knows that it was away', async () => {
    writeFileSync(join(folder, 'moved.json'), '{}')
    const { callBack, doings } = setUp(null, () => {})
    await callBack()
    expect([existsSync(join(folder, 'moved.json')), existsSync(join(folder, 'moved-back.json'))]).toEqual([false, true])
    expect(doings).toEqual(['resume'])
  })
})
