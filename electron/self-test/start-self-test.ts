import { release } from 'node:os'

import { app, dialog } from 'electron'

import { selfTest as selfTestContract, type SelfTestReport } from '#shared/contract/ipc/self-test'
import type { SignInState } from '#shared/contract/ipc/sign-in'
import type { SelfTestRow } from '#shared/domain/self-test/row'
import { describeError } from '#shared/lib/logger'
import type { Context } from '../context'
import type { RunningHub } from '../hub/start-hub'
import type { MediaPort } from '../media/media-port'
import type { DeskPhoneStore } from '../settings/desk-phone-store'
import type { AccountStore } from '../sip/phone-ports'
import { bundleFiles, saveBundle } from './bundle'
import { programPorts } from './program-ports'
import { runSelfTest, type HubToTest } from './run-self-test'

export interface SelfTestSurroundings {
  readonly hub: Pick<RunningHub, 'connection' | 'place'>
  readonly accounts: AccountStore
  readonly deskPhone: DeskPhoneStore
  readonly media: MediaPort
  readonly isInCall: () => boolean
}

/** The self-test as the settings screen asks for it, and the report for whoever helps. */
export function startSelfTest(
  context: Context,
  { hub, accounts, deskPhone, media, isInCall }: SelfTestSurroundings,
): void {
  const { userData, secrets, policy, settings, clock, router, send, newId, desk } = context
  const logger = context.logger.child('self-test')
  let isRunning = false
  let latest: readonly SelfTestRow[] = []
  let report: SelfTestReport | null = null

  router.handle(selfTestContract, {
    async run() {
      if (isRunning) return null
      isRunning = true
      try {
        latest = await runSelfTest({
          ...programPorts(userData, accounts, deskPhone, policy, clock),
          policy: () => policy.current,
          hub: () => hubOf(hub),
          sound: { media, isInCall, clock },
          onRow: (row) => {
            send(selfTestContract, 'rowFound', row)
          },
        })
        return [...latest]
      } finally {
        isRunning = false
      }
    },
    makeReport() {
      const place = hub.place()
      const { language, colleagues } = settings.get()
      const lines = accounts.list()
      report = {
        id: newId(),
        files: bundleFiles({
          userData,
          versions: {
            app: app.getVersion(),
            electron: process.versions.electron,
            chrome: process.versions.chrome,
            system: `${process.platform} ${process.arch} ${release()}`,
          },
          language,
          secrets: secrets.storage,
          hub: hubOf(hub).kind,
          lines,
          policy: policy.state(),
          rows: latest,
          known: [
            ...lines.flatMap(({ user, authUser, displayName, label, id }) => [
              user,
              authUser,
              displayName,
              label,
              accounts.readPassword(id),
            ]),
            ...colleagues.flatMap(({ number, name }) => [number, name]),
            place.login,
            place.name,
          ].flatMap((each) => each ?? []),
        }),
      }
      return report
    },
    async saveReport({ id }) {
      if (report?.id !== id) return 'gone'
      const { files } = report
      const asked = await dialog.showSaveDialog(desk.window, { defaultPath: 'otklik-report.zip' })
      if (asked.canceled || asked.filePath === '') return 'cancelled'
      try {
        await saveBundle(asked.filePath, files)
        return 'saved'
      } catch (error) {
        logger.warn('the report was not written', { error: describeError(error) })
        return 'failed'
      }
    },
  })
}

function hubOf({ connection, place }: SelfTestSurroundings['hub']): HubToTest {
  const { place: chosen, url }: SignInState = place()
  if (chosen === 'team') return url === null ? { kind: 'none' } : { kind: 'team', origin: new URL(url).origin }
  if (chosen === null) return { kind: 'none' }
  const now = connection()
  return { kind: 'own', origin: now.kind === 'ready' ? now.url : null, isStarted: true }
}
