import type { HubStart } from '#shared/contract/hub-process'
import type { ChannelGroupId, ChannelId } from '#shared/domain/ids'
import { describeError, type Logger } from '#shared/lib/logger'

import { NO_KEYS } from './channels/config'
import type { ChannelSupervisor } from './channels/supervisor'
import { hasAnyChannel } from './store/channels'
import { readDirectory } from './store/directory'
import { readFact, writeFact } from './store/facts'
import { putSiteSettings } from './store/site-people'
import type { Store } from './store/store'

type Demo = Pick<HubStart, 'demoAvito' | 'demoHh' | 'demoSite'>

interface DemoDependencies {
  readonly store: Store
  readonly channels: ChannelSupervisor
  readonly logger: Logger
}

/** Connects what the demo has; what a person has disconnected stays so. */
export async function connectDemo(demo: Demo, dependencies: DemoDependencies): Promise<void> {
  const { demoAvito, demoHh, demoSite } = demo
  if (!demoAvito && !demoHh && !demoSite) return
  const { store, channels } = dependencies
  const { groups } = await store.read(readDirectory)
  const [group] = groups
  if (!group) throw new Error('A hub without a channel group.')
  if (!(await store.read(hasAnyChannel))) {
    if (demoSite) {
      const { name, company, greeting } = demoSite
      const settings = { company, greeting, sites: [], publicUrl: null }
      await channels.connect('site', name, group.id, NO_KEYS, (tx, id) => putSiteSettings(tx, id, settings))
    }
    if (demoAvito) {
      const { hasJobs, ...account } = demoAvito
      await channels.connect('avito', 'Avito', group.id, { mode: 'own', ...account })
      if (hasJobs) await channels.connect('avitoJobs', 'Авито Работа', group.id, { mode: 'own', ...account })
    }
  }
  if (demoHh) await connectHh(demoHh, group.id, dependencies)
}

/**
 * Also into a profile of before hh.ru was in the demo. The sandbox begins anew at each start and knows no token of the
 * one before, so that the consent is given at each start, too.
 */
async function connectHh(
  account: NonNullable<Demo['demoHh']>,
  groupId: ChannelGroupId,
  { store, channels, logger }: DemoDependencies,
): Promise<void> {
  try {
    const known = await store.read((view) => readFact(view, 'demoHh'))
    // Written by us from a channel's id.
    let id = known as ChannelId | null
    let consentUrl = id === null ? null : ((await channels.driverOf(id)?.beginAuthorisation()) ?? null)
    if (id === null) {
      const connected = await channels.connect('hh', 'hh.ru', groupId, { mode: 'partner', ...account }, (tx, made) =>
        writeFact(tx, 'demoHh', made),
      )
      id = connected.channel.id
      consentUrl = connected.consentUrl
    }
    // Disconnected by a person meanwhile: there is nothing to consent to.
    const driver = channels.driverOf(id)
    if (consentUrl === null || !driver) return
    const result = await driver.finishAuthorisation(await consentAt(consentUrl))
    if (result.kind !== 'authorised') logger.warn('the demo’s hh.ru did not let us in', { result: result.kind })
  } catch (error) {
    logger.warn('the demo’s hh.ru could not be connected', { cause: describeError(error) })
  }
}

/** What the page of consent sends the browser back with. */
async function consentAt(url: string): Promise<Record<string, string>> {
  const answer = await fetch(url, { redirect: 'manual' })
  const back = answer.headers.get('location')
  if (back === null) throw new Error(`The page of consent was answered ${String(answer.status)}`)
  return Object.fromEntries(new URL(back).searchParams)
}
