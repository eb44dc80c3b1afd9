// Whole: the one place where the parts of a hub are put together; what begins and ends them is hub-run.ts.
import type { RequestListener, Server } from 'node:http'
import { join } from 'node:path'

import { getRequestListener } from '@hono/node-server'

import type { ChannelId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { describeError, silentLogger } from '#shared/lib/logger'

import { openAccounts } from './accounts/open-accounts'
import { createApp } from './api/app'
import { auditKey } from './audit/audit-key'
import { AccessNotes } from './access-log/access-notes'
import { AuditSealer } from './audit/audit-sealer'
import { attachDeskSockets } from './api/desk-sockets'
import { syncSocket } from './api/sync-socket'
import { visitorCallsSocket } from './api/visitor-calls-socket'
import { Around, BetweenHubs, HubTalk } from './between-hubs'
import { BotRunner } from './automation/bots/bot-runner'
import { CaseTimers } from './automation/case-timers'
import { doDueCase } from './automation/due-case'
import { CallExchange } from './calls/call-exchange'
import { findCallee } from './calls/find-callee'
import { createDriver as createRegisteredDriver } from './channels/registry'
import { closeCasesOfChats } from './cases/channel-cases'
import { CompanyBook, createSiteEvents, OpenPages } from './channels/site'
import { PassedHooks } from './channels/passed-hooks'
import { ChannelSupervisor } from './channels/supervisor'
import { CommandService } from './commands/command-service'
import { BlobStore } from './files/blob-store'
import { DESK_RESERVE_MB, DiskRoom, TEAM_RESERVE_MB } from './files/disk-room'
import { FileService } from './files/file-service'
import { UploadGate } from './files/upload-gate'
import { makeSureOfOneFolder } from './files/one-folder'
import { layGroundwork } from './groundwork'
import { Housekeeping } from './housekeeping'
import { createIdSource } from './ids'
import { HOST, portOf } from './listening'
import { MailNotices } from './mail/mail-notices'
import { MailService } from './mail/mail-service'
import { letterSender } from './mail/send-letter'
import { directly } from './network/directly'
import { ActionRunner } from './outgoing/action-runner'
import { OutgoingQueue } from './outgoing/outgoing-queue'
import { withdrawChats } from './outgoing/withdraw-chats'
import { isForPortal, openPortal } from './portal'
import { Erasures } from './personal-data/erasures'
import { PushKeys } from './push/push-keys'
import { PushNotices } from './push/push-notices'
import { PushService } from './push/push-service'
import { sendPush } from './push/send-push'
import { RetentionJob } from './retention/retention-job'
import { ReportLetters } from './reports/letters/report-letters'
import { noticeRestore } from './restored'
import { CallLoad } from './routing/call-load'
import { CaseRouter } from './routing/router'
import { WrapUpTimer } from './routing/wrap-up-timer'
import { createSecretBox } from './secrets/secret-box'
import { closeChats } from './store/chats'
import { OnDuty } from './on-duty'
import { Feed } from './sync/feed'
import { DraftExchange } from './sync/draft-exchange'
import { Presence } from './sync/presence'
import { TypingRelay } from './sync/typing-relay'
import { MangoService } from './telephony/mango/mango-service'
import { SupervisorWall } from './wall/supervisor-wall'

import type { Front } from './front'
import type { HubOptions } from './hub-options'
import type { Store } from './store/store'

/** What a hub stands on. */
export interface Ground {
  readonly store: Store
  readonly server: Server
  /** Listens already, where there is one. */
  readonly front: Front | null
  /** Lets go of the folder. */
  readonly release: () => void
}

export type HubParts = Awaited<ReturnType<typeof layParts>>

/** Nothing of it is at work yet. */
export async function layParts(options: HubOptions, { store, server, front }: Ground) {
  const clock = options.clock ?? systemClock
  const logger = options.logger ?? silentLogger
  const random = options.random ?? Math.random
  const newId = createIdSource(clock)
  store.signWith(auditKey(options.tokenKey))
  const { feedId: laid, me } = await layGroundwork(store, newId, options.language)
  const feedId = store.isShared ? await noticeRestore(store, newId, laid) : laid

  const folderOfFiles = join(options.dataFolder, 'files')
  if (store.isShared) await makeSureOfOneFolder(store, folderOfFiles)
  const reserveMB = options.diskReserveMB ?? (store.isShared ? TEAM_RESERVE_MB : DESK_RESERVE_MB)
  const room = new DiskRoom({
    folder: folderOfFiles,
    reserveBytes: reserveMB * 1024 * 1024,
    clock,
    logger: logger.child('disk'),
  })
  const blobs = new BlobStore(folderOfFiles, store.isShared ? 'shared' : 'own', room)
  const files = new FileService(store, blobs, clock, newId)
  const driverOf = (id: ChannelId) => channels.driverOf(id)
  const queue = new OutgoingQueue({ store, clock, newId, random, driverOf, logger: logger.child('queue') })
  const actions = new ActionRunner({ store, clock, newId, random, driverOf, logger: logger.child('actions') })
  const wake = () => {
    queue.wake()
    actions.wake()
    telephony.wake()
  }
  const secrets = createSecretBox(options.tokenKey)
  const network = options.network ?? directly()
  const { throughProxy } = network
  const toAccounts = { store, newId, secrets, clock, logger: logger.child('accounts'), me, fetch: network.fetch }
  const entrance = await openAccounts(options, toAccounts)
  const { gate } = entrance
  const toTalk = { store, secrets, logger: logger.child('between hubs') }
  const talk = new HubTalk(toTalk)
  const around = new Around({ talk, clock, logger: toTalk.logger })
  const site = new CompanyBook(store, newId, createSiteEvents(logger.child('site')))
  const send = letterSender(throughProxy)
  const mail = new MailService(store, secrets, send, logger.child('mail'))
  const telephony = new MangoService({
    store,
    secrets,
    clock,
    newId,
    exchange: network.exchange,
    logger: logger.child('telephony'),
    baseUrl: () => `http://${HOST}:${portOf(server)}`,
    tellOthers: () => {
      between.telephonyChanged()
    },
  })
  const pages = new OpenPages(logger.child('site'), around.pages)
  const duties = { store, logger: logger.child('duties') }
  const notices = new OnDuty(
    duties,
    'letters',
    () =>
      new MailNotices({
        store,
        clock,
        newId,
        pages,
        logger: logger.child('mail'),
        server: () => mail.server(),
        send,
      }),
  )
  mail.changed.on(() => {
    notices.current?.settingsChanged()
  })
  const reportLetters = new OnDuty(
    duties,
    'report letters',
    () =>
      new ReportLetters({
        store,
        clock,
        logger: logger.child('reports'),
        server: () => mail.server(),
        send,
      }),
  )
  const pushKeys = new PushKeys(store, secrets, logger.child('push'))
  const pushServices = options.allowsLocalPush === true ? 'localToo' : 'public'
  const push = new PushService(store, pushKeys, newId, pushServices)
  const pushes = new OnDuty(
    duties,
    'pushes',
    () =>
      new PushNotices({
        store,
        clock,
        newId,
        pages,
        events: site.events,
        logger: logger.child('push'),
        send: async (one, signal) =>
          sendPush(one, { keys: await pushKeys.keys(), services: pushServices, throughProxy, clock, signal }),
      }),
  )
  const channels = new ChannelSupervisor({
    store,
    clock,
    newId,
    files,
    logger: logger.child('channels'),
    secrets,
    exchange: network.exchange,
    createDriver: options.createDriver ?? createRegisteredDriver,
    site,
    baseUrl: () => `http://${HOST}:${portOf(server)}`,
    driversChanged: () => {
      wake()
      if (store.isShared) hooks.wake()
    },
    recover: async (id) => {
      await queue.recover(id)
      await actions.recover(id)
    },
    typingSeen: (id, chatExternalId) => {
      clientTypes(id, chatExternalId)
      between.signs.clientTypes(id, chatExternalId)
    },
    endChats: async (tx, chatIds) => {
      // First: what was shown as done is undone, and how the chats stand then is kept.
      await withdrawChats(tx, chatIds)
      await closeChats(tx, chatIds)
      await closeCasesOfChats(tx, newId, chatIds)
    },
  })
  const clientTypes = (id: ChannelId, chatExternalId: string) => {
    typing.fromClient(id, chatExternalId).catch((error: unknown) => {
      logger.warn('a client’s typing was not passed on', { cause: describeError(error) })
    })
  }
  const between = new BetweenHubs({
    ...toTalk,
    talk,
    clock,
    channels,
    clientTypes,
    events: site.events,
    telephonyChanged: () => {
      telephony.settingsChanged().catch((error: unknown) => {
        logger.error('the PBX could not be connected anew', { cause: describeError(error) })
      })
    },
  })
  const typing = new TypingRelay({
    store,
    driverOf,
    clock,
    passOn: (id, chatExternalId, name) => {
      between.signs.agentTypes(id, chatExternalId, name)
    },
    logger: logger.child('typing'),
  })
  const presence = new Presence(clock, logger.child('sync'), around.presence)
  const drafts = new DraftExchange(store, talk, logger.child('sync'))
  const capabilitiesOf = (id: ChannelId) => channels.capabilitiesOf(id)
  const commandLogger = logger.child('commands')
  const commands = new CommandService(
    { store, newId, blobs, site, gate, driverOf, capabilitiesOf, logger: commandLogger },
    clock,
    wake,
  )
  const source = { store, channels: () => channels.channels(), channelsByIds: channels.channels.bind(channels) }
  const looked = new AccessNotes(store, clock, logger.child('access'))
  const feed = new Feed(source, clock, logger.child('feed'))
  const hide = () => {
    feed.past.forget()
  }
  const erasures = new Erasures({ store, blobs, clock, hide, logger: logger.child('erasures') })
  const hooks = new PassedHooks({ store, driverOf, logger: logger.child('hooks') })
  const api = {
    store,
    hooks,
    drivers: between.drivers,
    clock,
    secrets,
    files,
    uploads: new UploadGate(),
    blobs,
    commands,
    channels,
    site,
    mail,
    telephony,
    baseUrl: () => `http://${HOST}:${portOf(server)}`,
    newId,
    looked,
    erasures,
    ...entrance,
    version: options.appVersion,
    logger: logger.child('api'),
  }
  const calls = new CallLoad(logger.child('routing'), around.calls)
  const wrapUps = new WrapUpTimer({ store, clock, logger: logger.child('routing') })
  const router = new CaseRouter({ store, newId, calls, logger: logger.child('routing') })
  const timers = new CaseTimers({
    store,
    clock,
    logger: logger.child('timers'),
    onDue: (tx, due) => doDueCase(tx, { newId, router }, due),
    done: wake,
  })
  const bots = new OnDuty(
    duties,
    'bots',
    () =>
      new BotRunner({
        store,
        clock,
        newId,
        secrets,
        fetch: network.fetch,
        logger: logger.child('bots'),
        done: wake,
      }),
  )
  const pbx = new OnDuty(duties, 'telephony', () => telephony)
  const app = createApp(api)
  const respond = getRequestListener(app.fetch)
  const exchange = new CallExchange(clock, logger.child('visitor-calls'))
  const folder = options.portalFolder ?? null
  const portal = openPortal(server, {
    store,
    clock,
    newId,
    files,
    site,
    pages,
    calls: exchange,
    canNotify: () => mail.isOn(),
    push,
    channels,
    folder,
    logger: logger.child('portal'),
  })
  const listener: RequestListener = (request, response) => {
    if (isForPortal(request)) portal.respond(request, response)
    else void respond(request, response)
  }
  if (!front) server.on('request', listener)
  const about = { feedId, hubVersion: options.appVersion }
  const { longAbsence } = options
  const toSync = { clock, feed, commands, calls, typing, presence, drafts, access: looked, about, longAbsence }
  const sync = syncSocket({ ...toSync, logger: logger.child('sync') })
  const channelOf = async (id: ChannelId) => (await channels.channels(new Set([id])))[0] ?? null
  const visitorCalls = visitorCallsSocket({
    clock,
    exchange,
    findCallee: (chatId) => findCallee({ store, channelOf }, chatId),
    logger: logger.child('visitor-calls'),
  })
  const wall = new SupervisorWall({ store, clock, newId, calls, room, logger: logger.child('wall') })
  const doors = [sync, visitorCalls, wall.door]
  const desks = attachDeskSockets(
    server,
    { clock, logger: logger.child('desks'), ...entrance, isAway: () => store.isAway },
    doors,
  )
  const housekeeping = new OnDuty(
    duties,
    'housekeeping',
    () => new Housekeeping(store, blobs, clock, logger.child('housekeeping')),
  )
  const retention = new OnDuty(
    duties,
    'retention',
    () => new RetentionJob({ store, blobs, clock, newId, logger: logger.child('retention') }),
  )
  const sealer = new OnDuty(duties, 'audit', () => new AuditSealer({ store, clock, logger: logger.child('audit') }))
  const wakeAll = () => {
    wake()
    router.wake()
    wrapUps.wake()
    timers.wake()
    bots.current?.wake()
  }

  return {
    logger,
    newId,
    queue,
    actions,
    wake,
    entrance,
    talk,
    around,
    telephony,
    pages,
    notices,
    reportLetters,
    pushes,
    channels,
    between,
    presence,
    drafts,
    feed,
    hooks,
    calls,
    wrapUps,
    router,
    timers,
    bots,
    pbx,
    exchange,
    portal,
    listener,
    wall,
    desks,
    housekeeping,
    sealer,
    retention,
    erasures,
    looked,
    room,
    wakeAll,
  }
}
