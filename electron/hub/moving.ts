import { renameSync } from 'node:fs'
import { join } from 'node:path'

import type { HandlersOf } from '#shared/contract/define'
import { hubToMain, MOVED_BACK_FILE, MOVED_FILE, type HubExport } from '#shared/contract/hub-process'
import type { MoveReply, MovingContract } from '#shared/contract/ipc/moving'
import type { Logger } from '#shared/lib/logger'
import type { HubChild, HubSupervisor } from './hub-supervisor'

export interface MovingOptions {
  /** The hub of this computer; `null`: this desk works with a team's. */
  readonly ownHub: () => Pick<HubSupervisor, 'pause' | 'resume'> | null
  readonly fork: () => HubChild
  readonly about: () => Pick<HubExport, 'dataFolder' | 'tokenKey' | 'appVersion'>
  /** `null`: none was chosen. */
  readonly askForFile: () => Promise<string | null>
  readonly logger: Logger
}

/** The hub rests while another process takes everything along; afterwards it says itself that it was moved. */
export function movingHandlers(options: MovingOptions): HandlersOf<MovingContract> {
  const { ownHub, askForFile, about, logger } = options
  return {
    async moveOut({ passphrase }) {
      if (!ownHub()) return { kind: 'cancelled' }
      const file = await askForFile()
      // Looked for again: meanwhile somebody may have signed in elsewhere.
      const hub = ownHub()
      if (file === null || !hub) return { kind: 'cancelled' }
      await hub.pause()
      try {
        return await exported(options.fork(), { type: 'export', ...about(), file, passphrase })
      } finally {
        hub.resume()
      }
    },
    callBack() {
      const { dataFolder } = about()
      renameSync(join(dataFolder, MOVED_FILE), join(dataFolder, MOVED_BACK_FILE))
      logger.info('the hub of this computer is called back')
      ownHub()?.resume()
      return null
    },
  }
}

function exported(child: HubChild, wish: HubExport): Promise<MoveReply> {
  return new Promise((resolve) => {
    child.onMessage((raw) => {
      const said = hubToMain.parse(raw)
      if (said.type === 'exported') resolve({ kind: 'saved', file: wish.file, content: said.content })
      if (said.type === 'failed') resolve({ kind: 'failed', reason: said.reason })
    })
    // Said before, if it ended in good order.
    child.onExit(() => {
      resolve({ kind: 'failed', reason: 'databaseUnusable' })
    })
    child.post(wish)
  })
}
