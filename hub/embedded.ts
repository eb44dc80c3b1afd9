import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { mainToHub, type HubExport, type HubStart } from '#shared/contract/hub-process'
import { systemClock } from '#shared/lib/clock'
import { describeError, framesOf } from '#shared/lib/logger'
import { trustAlso } from '#shared/node/trust-also'

import { startHub } from './hub'
import type { RunningHub } from './hub-options'
import { exportHub } from './moving/export-hub'
import { MainsNetwork } from './network/ask-main'
import { HubNetwork } from './network/hub-network'
import { createJsonLogger } from './process/json-logger'
import { findParent, type Parent } from './process/parent'
import { failureOf } from './process/start-failure'

/**
 * The hub as a process of its own: Electron's main starts it as a utility process, tests with `fork`. It says
 * `ready` or `failed`, ends on `stop` with code 0, and ends by itself when its parent is gone. Told `export` in place of
 * `start`, it takes everything into one file, says `exported` or `failed`, and ends.
 */
const TEMPLATE_FILE = 'database-template.bin'
/** Built beside the hub. */
const PORTAL_FOLDER = '../portal'
const EXIT_FAILED = 1
const EXIT_NO_PARENT = 2

const logger = createJsonLogger(
  (line) => process.stdout.write(line),
  () => systemClock.now(),
)
const parent = findParent()
let hub: Promise<RunningHub | null> | null = null
let isStopping = false

if (parent) listen(parent)
else {
  logger.error('the hub is started by Otklik and not by itself')
  process.exitCode = EXIT_NO_PARENT
}

process.on('uncaughtException', (error) => {
  logger.error('uncaught', { cause: describeError(error), stack: framesOf(error) })
  process.exit(EXIT_FAILED)
})

function listen(from: Parent): void {
  const mains = new MainsNetwork((question) => {
    from.post(question)
  }, systemClock)
  const network = new HubNetwork(mains)
  from.onMessage((raw) => {
    const parsed = mainToHub.safeParse(raw)
    if (!parsed.success) {
      logger.error('a message of main did not parse', { issue: parsed.error.issues[0]?.message })
      return
    }
    const message = parsed.data
    switch (message.type) {
      case 'start':
        hub ??= begin(from, message, network)
        break
      case 'export':
        void moveOut(from, message)
        break
      case 'stop':
        void end()
        break
      case 'networkChanged':
        network.changed()
        break
      default:
        mains.handle(message)
    }
  })
  from.onGone(() => {
    logger.warn('main is gone, the hub ends')
    void end()
  })
}

async function begin(from: Parent, start: HubStart, network: HubNetwork): Promise<RunningHub | null> {
  try {
    trustAlso(start.authorities ?? [])
    mkdirSync(start.dataFolder, { recursive: true })
    const templateFile = findTemplate()
    const running = await startHub({
      ...start,
      ...(start.hasSignIn ? { accounts: {} } : {}),
      network,
      logger,
      templateFile,
      portalFolder: join(__dirname, PORTAL_FOLDER),
      onFatal(error) {
        logger.error('the database has ended, the hub has to start anew', { cause: describeError(error) })
        process.exit(EXIT_FAILED)
      },
    })
    from.post({ type: 'ready', port: running.port, databaseSetAside: running.databaseSetAside })
    return running
  } catch (error) {
    const failed = failureOf(error)
    logger.error('the hub cannot start', { reason: failed.reason, detail: failed.detail })
    from.post(failed)
    endSoon(EXIT_FAILED)
    return null
  }
}

async function moveOut(to: Parent, wish: HubExport): Promise<void> {
  try {
    const content = await exportHub({ ...wish, templateFile: findTemplate() }, systemClock, logger.child('moving'))
    to.post({ type: 'exported', content })
    endSoon(0)
  } catch (error) {
    const failed = failureOf(error)
    logger.error('nothing was taken along', { reason: failed.reason, detail: failed.detail })
    to.post(failed)
    endSoon(EXIT_FAILED)
  }
}

function findTemplate(): string | null {
  const template = join(__dirname, TEMPLATE_FILE)
  return existsSync(template) ? template : null
}

/** Not at once: what was said last has to leave first. */
function endSoon(code: number): void {
  process.exitCode = code
  systemClock.schedule(FAREWELL_MS, () => process.exit(code))
}

const FAREWELL_MS = 200

async function end(): Promise<void> {
  if (isStopping) return
  isStopping = true
  try {
    await (await hub)?.stop()
    process.exit(0)
  } catch (error) {
    logger.error('the hub did not stop in good order', { cause: describeError(error) })
    process.exit(EXIT_FAILED)
  }
}
