import { networkInterfaces } from 'node:os'
import { join } from 'node:path'

import { app, powerMonitor } from 'electron'

import { calls as callsContract } from '#shared/contract/ipc/calls'
import { colleagues as colleaguesContract } from '#shared/contract/ipc/colleagues'
import { devices as devicesContract } from '#shared/contract/ipc/devices'
import { sip as sipContract } from '#shared/contract/ipc/sip'
import type { CallSnapshot } from '#shared/domain/call'
import type { SipAccount } from '#shared/domain/sip-account'
import { describeError } from '#shared/lib/logger'
import type { Context } from './context'
import { addDemoAccount } from './demo-account'
import { createCallDirectory } from './hub/call-directory'
import { createCallJournal } from './hub/call-journal'
import { openJournalFile } from './hub/journal-file'
import type { RunningHub } from './hub/start-hub'
import { describeContent, textsFor } from './i18n'
import { startDeskPhone } from './desk-phone/start-desk-phone'
import { startHeadset } from './headset/start-headset'
import type { LinkInbox } from './links/link-inbox'
import { startLinks } from './links/start-links'
import { createDeviceHandlers } from './media/device-handlers'
import { createGatewayBridge } from './media/gateway-process'
import { phoneHeardAs } from './media/heard-as'
import { MediaBridge } from './media/media-bridge'
import { MediaGateway } from './media/media-gateway'
import { openMediaWindow } from './media/media-window'
import type { RunningNotices } from './notifications/start-notices'
import { deferredCallHandlers, deferredSipHandlers } from './phone-handlers'
import { NetworkWatch } from './network/network-watch'
import { tunnelThroughProxy } from './network/pass-proxy'
import { serverReacher } from './network/reach-server'
import { wayTo } from './network/way-to'
import type { Telephony } from './policy/company-lines'
import type { SetupDesk } from './policy/setup-desk'
import { startRecording } from './recording/start-recording'
import { startSelfTest } from './self-test/start-self-test'
import { openLineMessages } from './settings/line-message-store'
import { liveCallFile } from './sip/live-call-file'
import type { Phone } from './sip/phone-ports'
import { pageCallOpener } from './visitor-calls/open-page-call'
import { createIncomingWindow } from './windows/incoming-window'

export interface PhoneSide {
  fitIncoming(height: number): void
  /** By the person's status at the hub; `true` until the desk says otherwise. */
  setTakesCalls(takesCalls: boolean): void
  stop(): Promise<void>
}

/** The phone with everything around it: media window, call windows, journal, links and keys. Requests before `ready` wait. */
export function startPhone(
  context: Context,
  hub: RunningHub,
  notices: RunningNotices,
  inbox: LinkInbox,
  { setup, accounts, phoneStore }: Telephony & { readonly setup: SetupDesk },
  onInCall: (isInCall: boolean) => void,
  ready: Promise<void>,
): PhoneSide {
  const { userData, clock, logger, newId, owned, settings, windows, router, send } = context
  if (context.environment.demo?.sip) addDemoAccount(accounts, settings, context.environment.demo.sip, newId)

  const media = owned.add(
    new MediaBridge({ open: () => openMediaWindow(windows), clock, logger: logger.child('media') }),
  )
  const gatewayBridge = owned.add(createGatewayBridge(clock, logger.child('gateway')))
  const gateway = owned.add(new MediaGateway(media, gatewayBridge))
  const journal = owned.add(
    createCallJournal({
      file: openJournalFile(join(userData, 'calls.outbox'), logger, hub.owner),
      hub: hub.client,
      newId,
      clock,
      logger: logger.child('journal'),
    }),
  )
  owned.add(
    hub.onChanged((connection) => {
      if (connection.kind === 'ready') void journal.flush()
    }),
  )
  const directory = createCallDirectory(hub.client, (content) =>
    describeContent(content, textsFor(settings.get().language)),
  )
  const liveCalls = liveCallFile(join(userData, 'live-calls.json'), logger.child('phone'))
  // Somebody waits at the other end of a talk that Otklik was killed in: no picture is more urgent.
  const isAwaited = liveCalls.load().some(({ talk }) => talk !== null)
  const phone = (isAwaited ? Promise.resolve() : ready).then(async () => {
    const { createPhone } = await import('./sip/phone')
    return createPhone({
      clock,
      logger: logger.child('phone'),
      newId,
      accounts,
      messages: openLineMessages(userData, logger, clock),
      media,
      gateway,
      directory,
      journal,
      openPageCall: pageCallOpener(hub.connection, serverReacher(tunnelThroughProxy, clock), clock),
      openTunnel: tunnelThroughProxy,
      liveCalls,
      userAgent: `Otklik/${app.getVersion()}`,
      heardAs: (sound) => phoneHeardAs(settings.get(), notices.isQuiet(), sound),
    })
  })

  router.handle(callsContract, deferredCallHandlers(phone))
  router.handle(sipContract, deferredSipHandlers(phone, accounts))
  router.handle(colleaguesContract, { list: async () => (await phone).colleagues() })
  const headset = startHeadset(context, media, async () => (await phone).callHandlers)
  const links = startLinks(context, inbox, async () => (await phone).callHandlers, hub.handleLink, setup)
  const calls = async () => (await phone).callHandlers
  let isInCall = false
  let isAtDeskPhone = false
  const deskPhone = startDeskPhone(context, {
    accounts,
    store: phoneStore,
    calls,
    journal,
    directory,
    onInCall(isThere) {
      isAtDeskPhone = isThere
      onInCall(isInCall || isThere)
    },
  })
  router.handle(devicesContract, createDeviceHandlers(media, headset, settings.get, clock))
  let hasToFollow = false
  const startFor = (all: readonly SipAccount[]): void => {
    const lines = all.filter((account) => account.isEnabled)
    if (lines.length > 0) media.start()
    if (lines.some((account) => account.media !== 'webrtc')) gatewayBridge.start()
  }
  startSelfTest(context, { hub, accounts, deskPhone: phoneStore, media, isInCall: () => isInCall })
  const recorder = startRecording(context, hub, media)
  passDevices(context, media)
  notices.setSounds((heard) => {
    media.requests.playSound(heard).catch((error: unknown) => {
      logger.warn('a sound could not be played', { sound: heard.sound, error: describeError(error) })
    })
  })

  const incoming = createIncomingWindow(windows)
  owned.defer(incoming.destroy)
  let takesCalls = true
  /** «Занято» in a status without calls (spec N8), and where the person wishes so while it is quiet (N7); the list without what rang is told anew. */
  const turnsAway = (running: Phone, calls: readonly CallSnapshot[]): boolean => {
    const isUnwanted = !takesCalls || (settings.get().quiet.calls === 'busy' && notices.isQuiet())
    if (!isUnwanted) return false
    const ringing = calls.filter(({ phase }) => phase.kind === 'incoming')
    for (const { id } of ringing) running.turnAway(id)
    return ringing.length > 0
  }
  const started = phone.then((running) => {
    owned.add(running)
    owned.add(
      running.onCallsChanged((calls) => {
        if (turnsAway(running, calls)) return
        isInCall = calls.some(({ phase }) => phase.kind !== 'ended')
        onInCall(isInCall || isAtDeskPhone)
        send(callsContract, 'listChanged', [...calls])
        incoming.handleCalls(calls)
        headset.handleCalls(calls)
        links.handleCalls(calls)
        recorder.handleCalls(calls)
        deskPhone.handleCalls(calls)
        void notices.handleCalls(calls)
      }),
    )
    owned.add(
      running.onLinesChanged((lines) => {
        send(sipContract, 'linesChanged', [...lines])
      }),
    )
    owned.add(
      running.onMessage((message) => {
        send(sipContract, 'messagesChanged', running.messages())
        notices.handleLineMessage(message)
      }),
    )
    owned.add(
      running.onTestProgress(({ testId, steps }) => {
        send(sipContract, 'testProgress', { testId, steps: [...steps] })
      }),
    )
    owned.add(running.onOpenChat(notices.openChat))
    owned.add(
      running.onColleaguesChanged((colleagues) => {
        send(colleaguesContract, 'listChanged', [...colleagues])
      }),
    )
    passColleagues(context, running)
    const follow = (): void => {
      running.followAccounts()
      startFor(accounts.list())
    }
    owned.add(
      accounts.onChanged(() => {
        // A talk is not cut off by what the company has set meanwhile.
        if (isInCall) hasToFollow = true
        else follow()
      }),
    )
    owned.add(
      running.onCallsChanged(() => {
        if (isInCall || !hasToFollow) return
        hasToFollow = false
        follow()
      }),
    )
    startFor(accounts.list())
    running.start()
    watchWaking(context, running, () => isInCall)
    owned.add(
      settings.onChanged(() => {
        running.handleSoundsChanged()
      }),
    )
    return running
  })
  started.catch((error: unknown) => {
    logger.error('the phone did not start', { error: describeError(error) })
  })
  return {
    fitIncoming: incoming.fit,
    setTakesCalls(takes) {
      takesCalls = takes
    },
    async stop() {
      await (await started).stop()
      await recorder.settle()
    },
  }
}

/** Whose lines are watched is a part of the settings. */
function passColleagues({ settings, owned }: Context, phone: Phone): void {
  let known = settings.get().colleagues
  phone.setColleagues(known)
  owned.add(
    settings.onChanged(({ colleagues }) => {
      if (JSON.stringify(colleagues) === JSON.stringify(known)) return
      known = colleagues
      phone.setColleagues(known)
    }),
  )
}

/** Chosen devices go to the media window at its start, at every new start and at every change. */
function passDevices({ settings, owned, send, logger }: Context, media: MediaBridge): void {
  const pass = (): void => {
    media.requests.setDevices(settings.get().devices).catch((error: unknown) => {
      logger.warn('the chosen devices did not reach the media window', { error: describeError(error) })
    })
  }
  let known = JSON.stringify(settings.get().devices)
  owned.add(
    settings.onChanged(({ devices }) => {
      if (JSON.stringify(devices) === known) return
      known = JSON.stringify(devices)
      pass()
    }),
  )
  owned.add(media.onOpened(pass))
  owned.add(
    media.on('devicesChanged', (list) => {
      send(devicesContract, 'listChanged', list)
    }),
  )
  owned.add(
    media.on('levels', (levels) => {
      send(devicesContract, 'levels', levels)
    }),
  )
}

/** After sleep or a change of network the old connections are dead without knowing it (spec K17). */
function watchWaking({ clock, logger, owned }: Context, phone: Phone, isInCall: () => boolean): void {
  const onResume = (): void => {
    logger.info('the computer woke up')
    phone.handleWake()
  }
  powerMonitor.on('resume', onResume)
  owned.defer(() => powerMonitor.off('resume', onResume))

  owned.add(
    new NetworkWatch({
      clock,
      interfaces: networkInterfaces,
      servers: () => phone.serverAddresses(),
      wayTo,
      isInCall,
      onChanged: () => {
        logger.info('the network changed')
        phone.handleNetworkChanged()
      },
    }),
  )
}
