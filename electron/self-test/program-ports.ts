import { lookup } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'

import { app, session } from 'electron'

import type { SipTestStep } from '#shared/domain/sip-account'
import type { Clock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import { openChannel } from '#shared/node/raw-channel'
import { createPhoneClient } from '../desk-phone/create-client'
import { createHttpWire } from '../desk-phone/http-wire'
import { hubFetch } from '../hub/team/hub-fetch'
import { tunnelThroughProxy } from '../network/pass-proxy'
import { newId } from '../new-id'
import type { PolicyKeeper } from '../policy/policy-keeper'
import type { DeskPhoneStore } from '../settings/desk-phone-store'
import { testAccount } from '../sip/account/account-test'
import type { AccountStore } from '../sip/phone-ports'
import { openFlow } from '../sip/transport/open-flow'
import type { HubWayPorts } from './hub-layers'
import type { SelfTestPorts } from './run-self-test'
import { updatesHere } from '../updates/updates-here'
import { diskOf } from './try-disk'
import type { UpdatesToTest } from './try-updates'

/** What the self-test needs of the world, with and without a desk around it. */
export function programPorts(
  userData: string,
  accounts: AccountStore,
  deskPhone: DeskPhoneStore,
  policy: Pick<PolicyKeeper, 'value'>,
  clock: Clock,
): Pick<SelfTestPorts, 'disk' | 'way' | 'lines' | 'checkDeskPhone' | 'updates'> {
  return {
    disk: diskOf(userData),
    way: wayPorts(clock),
    lines: {
      list: () => accounts.list(),
      test: (account): Promise<SipTestStep[]> =>
        testAccount(account, accounts.readPassword(account.id), {
          clock,
          logger: silentLogger,
          openFlow: (target, options) => openFlow(target, { ...options, openTunnel: tunnelThroughProxy }),
          userAgent: `Otklik/${app.getVersion()}`,
          newId,
          onProgress: () => {
            // A row of the self-test is a line as a whole.
          },
        }),
    },
    updates: () => updatesToTest(policy, clock),
    async checkDeskPhone() {
      const config = deskPhone.get()
      if (!config) return null
      const client = createPhoneClient(config.model, createHttpWire(config, clock), {
        user: config.user,
        password: deskPhone.readPassword() ?? '',
      })
      const checked = await client.check()
      return { failure: checked.ok ? null : checked.error }
    },
  }
}

function updatesToTest(policy: Pick<PolicyKeeper, 'value'>, clock: Clock): UpdatesToTest | null {
  const { installer, rules, openFeed: openSource } = updatesHere(policy, clock, silentLogger)
  const { mode, source, channel, publicKeys } = rules()
  if ('off' in installer || mode === 'off' || source === null) return null
  return { source, channel, publicKeys, feed: openSource(source), nowMs: clock.now() }
}

function wayPorts(clock: Clock): HubWayPorts {
  return {
    fetch: hubFetch,
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    lookup: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    connect: openChannel,
    isOnNetwork: () => Object.values(networkInterfaces()).some((all) => all?.some(({ internal }) => !internal)),
    authorities: null,
    deskVersion: app.getVersion(),
    clock,
  }
}
