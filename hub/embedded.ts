import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { mainToHub, type HubExport, type HubStart } from '#shared/contract/hub-process'
import { systemClock } from '#shared/lib/clock'
import { describeError, framesOf } from '#shared/lib/logger'

import { startHub } from './hub'
import type { RunningHub } from './hub-options'
import { exportHub } from './moving/export-hub'
import { createJsonLogger } from './process/json-logger'
import { findParent, type Parent } from './process/parent'
import { failureOf } from './process/start-failure'
import { trustAlso } from './process/trust-also'

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
  from.onMessage((raw) => {
    const message = mainToHub.safeParse(raw)
    if (!message.success) {
      logger.error('a message of main did not parse', { issue: message.error.issues[0]?.message })
      return
    }
    if (message.data.type === 'stop') void end()
    else if (message.data.type === 'export') void moveOut(from, message.data)
    else hub ??= begin(from, message.data)
  })
  from.onGone(() => {
    logger.warn('main is gone, the hub ends')
    void end()
  })
}

async function begin(from: Parent, start: HubStart): Promise<RunningHub | null> {
  try {
    trustAlso(start.authorities ?? [])
    mkdirSync(start.dataFolder, { recursive: true })
    const templateFile = findTemplate()
    const running = await startHub({
      ...start,
      ...(start.hasSignIn ? { accounts: {} } : {}),
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
