import { release, userInfo } from 'node:os'
import { join } from 'node:path'

import { app, session } from 'electron'

import { reportText } from '#shared/domain/self-test/report-text'
import type { SelfTestRow } from '#shared/domain/self-test/row'
import { systemClock } from '#shared/lib/clock'
import { describeError, silentLogger } from '#shared/lib/logger'
import { WindowsRegistry } from '../ipc/windows-registry'
import { presetOf } from '../hub/entrance'
import { MediaBridge } from '../media/media-bridge'
import { openMediaWindow } from '../media/media-window'
import { answerProxies } from '../network/pass-proxy'
import { proxyConfigOf } from '../network/proxy-config'
import { ProxyLogins } from '../network/proxy-logins'
import { trustCompany } from '../network/trust-company'
import { companyLineRules, companyPhoneRules } from '../policy/company-lines'
import { MANAGED_PATHS, settingsRules } from '../policy/settings-rules'
import { hubRule, readPolicyAtStart } from '../policy/start-policy'
import { PolicyKeeper } from '../policy/policy-keeper'
import { serveApp } from '../protocol/serve-app'
import { lockDown } from '../security/lock-down'
import { readEnvironment } from '../environment'
import { openAccounts } from '../settings/account-store'
import { openDeskPhone } from '../settings/desk-phone-store'
import { openHubPlace } from '../settings/hub-place-store'
import { osKeyring } from '../settings/os-keyring'
import { openProxyLogins } from '../settings/proxy-login-store'
import { createSecretBox } from '../settings/secret-box'
import { openSettings } from '../settings/settings-store'
import { systemLanguage } from '../settings/system-language'
import { hubFromFiles } from './hub-to-test'
import { programPorts } from './program-ports'
import { runSelfTest } from './run-self-test'
import type { SelfTestCommand } from './self-test-command'

/** 0: all well; 1: something failed; 2: the test could not run. */
type ExitCode = 0 | 1 | 2
const NEVER_READ_AGAIN_MS = 2 ** 31 - 1

/** `otklik --self-test`: reads what the desk reads, opens no window but the hidden one of the sound, and writes nothing. */
export async function runCommand({ asJson }: SelfTestCommand): Promise<ExitCode> {
  try {
    const { rows, language } = await lookAtAll()
    await print(asJson ? `${JSON.stringify(asDocument(rows), null, 2)}\n` : reportText(rows, language))
    return rows.some(({ outcome }) => outcome.kind === 'failed') ? 1 : 0
  } catch (error) {
    process.stderr.write(`otklik --self-test: ${describeError(error)}\n`)
    return 2
  }
}

/** All of it before the program ends, also into a pipe. */
function print(text: string): Promise<void> {
  return new Promise((printed) => {
    process.stdout.write(text, () => {
      printed()
    })
  })
}

/** The form that scripts read: `version` grows when they would have to change. */
function asDocument(rows: readonly SelfTestRow[]) {
  return {
    version: 1,
    app: app.getVersion(),
    electron: process.versions.electron,
    system: `${process.platform} ${release()}`,
    isWell: !rows.some(({ outcome }) => outcome.kind === 'failed'),
    rows,
  }
}

async function lookAtAll() {
  const userData = app.getPath('userData')
  const [clock, logger] = [systemClock, silentLogger]
  const windows = new WindowsRegistry()
  lockDown(windows, () => {
    // Nothing of a page leads outside here.
  })
  serveApp(
    join(__dirname, '../renderer'),
    () => Promise.reject(new Error('The self-test shows no files of a hub.')),
    () => null,
  )
  const { policy } = readPolicyAtStart(app.isPackaged, process.env['OTKLIK_POLICY_FILE'])
  const language = systemLanguage({
    locale: app.getLocale(),
    asked: app.commandLine.getSwitchValue('lang'),
    platform: process.platform,
    env: process.env,
  })
  const keeper = new PolicyKeeper({
    readLayers: () => [],
    atStart: policy,
    everyMs: NEVER_READ_AGAIN_MS,
    clock,
    logger,
  })
  const settings = openSettings({
    folder: userData,
    systemLanguage: language,
    rules: settingsRules(policy),
    managed: MANAGED_PATHS,
    logger,
    clock,
  }).get()
  const secrets = createSecretBox(userData, osKeyring)
  await session.defaultSession.setProxy(proxyConfigOf(settings.proxy))
  answerProxies(
    new ProxyLogins({
      store: openProxyLogins(userData, secrets, logger, clock),
      // Nobody sits there: what is not kept is a finding.
      ask: () => Promise.resolve(null),
      clock,
      logger,
    }),
  )
  const place = openHubPlace(userData, secrets, logger, clock).read()
  const names = () => ({ osUser: userInfo().username, login: place.session?.login ?? null })
  const current = () => policy
  const preset = presetOf(userData, app.isPackaged, process.env['OTKLIK_HUB'], hubRule(policy))
  const { allowsPlainHub } = readEnvironment(process.env, keeper, logger)
  trustCompany(keeper.value('network.caFile'), clock, logger)
  keeper.dispose()
  const media = new MediaBridge({ open: () => openMediaWindow(windows), clock, logger })
  try {
    await media.requests.setDevices(settings.devices)
    await media.requests.setHeadset({ choice: settings.headset })
    const rows = await runSelfTest({
      ...programPorts(
        userData,
        openAccounts(userData, secrets, logger, clock, companyLineRules(current, names)),
        openDeskPhone(userData, secrets, logger, clock, companyPhoneRules(current, names)),
        keeper,
        clock,
      ),
      policy: () => policy,
      hub: () => hubFromFiles(place, preset, allowsPlainHub),
      sound: { media, isInCall: () => false, clock },
      onRow: () => {
        // Told at the end, as a whole.
      },
    })
    return { rows, language: settings.language }
  } finally {
    media.dispose()
  }
}
