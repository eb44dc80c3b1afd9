import { createAvitoJobsChannel, type AvitoJobsChannel, type JobsTuning } from '../../../hub/channels/avito-jobs/index'
import { MemoryHost } from '../../../hub/channels/testing/memory-host'
import type { JobResponse } from '../../../shared/domain/job-response'
import type { ChannelId } from '../../../shared/domain/ids'
import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito/index'
import { quick } from '../avito/rig'

const QUICK: Partial<JobsTuning> = {
  ...quick,
  responsePollMs: 60,
  responseWebhookPollMs: 60_000,
  detailRetryMs: [40, 40, 40, 40, 40, 40, 40, 40],
}

export interface DriverRig {
  readonly sandbox: AvitoSandbox
  readonly host: MemoryHost
  readonly channel: AvitoJobsChannel
  /** Another driver on the same host, as after a restart. */
  again(): AvitoJobsChannel
  responses(): JobResponse[]
  stop(): Promise<void>
}

/** Sandbox, host in memory and driver, over real HTTP on loopback; without a webhook unless the test gives it one. */
export async function makeDriverRig(
  options: { readonly mode?: 'own' | 'partner'; readonly tuning?: Partial<JobsTuning> } = {},
): Promise<DriverRig> {
  const sandbox = await startAvitoSandbox()
  const host = new MemoryHost()
  const drivers: AvitoJobsChannel[] = []
  const make = () => {
    const { apiUrl, consentUrl, clientId, clientSecret } = sandbox
    const mode = options.mode ?? 'own'
    const config = { channelId: 'jobs-1' as ChannelId, mode, apiUrl, consentUrl, clientId, clientSecret }
    const driver = createAvitoJobsChannel(config, host, { ...QUICK, ...options.tuning })
    drivers.push(driver)
    return driver
  }
  return {
    sandbox,
    host,
    channel: make(),
    again: make,
    responses: () => [...host.chats.values()].flatMap(({ response }) => response ?? []),
    async stop() {
      for (const driver of drivers) driver.dispose()
      await sandbox.stop()
    },
  }
}
