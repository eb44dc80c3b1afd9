import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { systemClock } from '#shared/lib/clock'
import { describeError, framesOf } from '#shared/lib/logger'

import { version } from '../package.json'
import { startHub } from './hub'
import type { RunningHub } from './hub-options'
import { importCommand } from './moving/import-command'
import { environmentsWay, readProxies, type EnvironmentProxies } from './network/environment-proxies'
import { HubNetwork } from './network/hub-network'
import { createJsonLogger } from './process/json-logger'
import { providerOf, readTeamConfig, type TeamConfig } from './process/team-config'

/**
 * The hub of a team: runs without a desk on a PostgreSQL that `DATABASE_URL` names, together with other hubs or alone.
 * SIGTERM and SIGINT end it in good order; `/health/live` and `/health/ready` say how it is. With `import FILE` it takes
 * over in place of that what a desk's own hub had (docs/adr/0051).
 */
/** Built beside the hub. */
const PORTAL_FOLDER = '../portal'
const EXIT_FAILED = 1
/** sysexits(3): EX_CONFIG. A supervisor need not start it again before somebody has looked. */
const EXIT_CONFIG = 78
/** Whatever is still under way then is settled by the hub that takes over. */
const STOP_TAKES_MS = 20_000

const logger = createJsonLogger(
  (line) => process.stdout.write(line),
  () => systemClock.now(),
)
let hub: Promise<RunningHub> | null = null
let isStopping = false

process.on('uncaughtException', (error) => {
  logger.error('uncaught', { cause: describeError(error), stack: framesOf(error) })
  process.exit(EXIT_FAILED)
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal))

const config = readTeamConfig(process.env)
const proxies = readProxies(process.env)
const [command, ...parameters] = process.argv.slice(2)
if (config.ok && command === 'import') {
  void takeOver(config.value)
} else if (config.ok && proxies.ok) {
  hub = begin(config.value, proxies.value)
} else {
  for (const read of [config, proxies])
    for (const problem of read.ok ? [] : read.error) logger.error('the hub is not set up', { problem })
  process.exitCode = EXIT_CONFIG
}

async function takeOver(settings: TeamConfig): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  process.exit(await importCommand(parameters, settings, process.env, say))
}

async function begin(settings: TeamConfig, byEnvironment: EnvironmentProxies): Promise<RunningHub> {
  const provider = providerOf(settings)
  try {
    mkdirSync(settings.OTKLIK_DATA_FOLDER, { recursive: true })
    return await startHub({
      database: { url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL },
      dataFolder: settings.OTKLIK_DATA_FOLDER,
      port: settings.OTKLIK_PORT,
      secret: null,
      accounts: provider ? { provider } : {},
      tokenKey: settings.OTKLIK_TOKEN_KEY,
      language: settings.OTKLIK_LANGUAGE,
      diskReserveMB: settings.OTKLIK_DISK_RESERVE_MB,
      appVersion: version,
      demoAvito: null,
      network: new HubNetwork(environmentsWay(byEnvironment, systemClock)),
      logger,
      portalFolder: join(__dirname, PORTAL_FOLDER),
    })
  } catch (error) {
    logger.error('the hub cannot start', { cause: describeError(error) })
    process.exit(EXIT_FAILED)
  }
}

async function end(signal: string): Promise<void> {
  // Asked once more, whoever asks does not want to wait.
  if (isStopping) process.exit(EXIT_FAILED)
  isStopping = true
  logger.info('the hub was asked to end', { signal })
  systemClock.schedule(STOP_TAKES_MS, () => {
    logger.warn('the hub did not come to an end in time')
    process.exit(EXIT_FAILED)
  })
  // One that waits for its database has nothing under way.
  const running = await Promise.race([hub, Promise.resolve(null)])
  try {
    await running?.stop()
    process.exit(0)
  } catch (error) {
    logger.error('the hub did not stop in good order', { cause: describeError(error) })
    process.exit(EXIT_FAILED)
  }
}
