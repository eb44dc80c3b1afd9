// Whole: the one place where the parts of a hub are put together, begun and ended, and their order is what it is about.
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'

import { getRequestListener } from '@hono/node-server'

import type { HubStart } from '#shared/contract/hub-process'
import type { ChannelId } from '#shared/domain/ids'
import { systemClock, type Clock } from '#shared/lib/clock'
import { describeError, silentLogger, type Logger } from '#shared/lib/logger'

import type { AccountsOptions } from './accounts/accounts'
import { openAccounts } from './accounts/open-accounts'
import { createApp } from './api/app'
import { auditKey } from './audit/audit-key'
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
import { createDriver as createRegisteredDriver, type CreateDriver } from './channels/registry'
import { closeCasesLeftBehind, closeCasesOfChats } from './cases/channel-cases'
import { CompanyBook, createSiteEvents, OpenPages } from './channels/site'
import { PassedHooks } from './channels/passed-hooks'
import { ChannelSupervisor } from './channels/supervisor'
import { CommandService } from './commands/command-service'
import { connectDemo } from './demo'
import { BlobStore } from './files/blob-store'
import { FileService } from './files/file-service'
import { makeSureOfOneFolder } from './files/one-folder'
import { layGroundwork } from './groundwork'
import { Housekeeping } from './housekeeping'
import { createIdSource } from './ids'
import { HOST, listenAsBefore, listenOn, portOf } from './listening'
import { HubMetrics } from './metrics/hub-metrics'
import { MailNotices } from './mail/mail-notices'
import { MailService } from './mail/mail-service'
import { sendLetter } from './mail/send-letter'
import { ActionRunner } from './outgoing/action-runner'
import { OutgoingQueue } from './outgoing/outgoing-queue'
import { withdrawChats } from './outgoing/withdraw-chats'
import { isForPortal, openPortal } from './portal'
import { PushKeys } from './push/push-keys'
import { PushNotices } from './push/push-notices'
import { PushService } from './push/push-service'
import { sendPush } from './push/send-push'
import { calledBackDone, MovedError, wasCalledBack, wasMoved } from './moving/moved-mark'
import { ReportLetters } from './reports/letters/report-letters'
import { doubtWhatWaits, noticeRestore } from './restored'
import { CallLoad } from './routing/call-load'
import { CaseRouter } from './routing/router'
import { WrapUpTimer } from './routing/wrap-up-timer'
import { createSecretBox } from './secrets/secret-box'
import { closeChats } from './store/chats'
import { FolderLockedError, waitForFolder } from './store/folder-lock'
import type { OnQuery } from './store/database'
import { Store } from './store/store'
import { Front } from './front'
import { OnDuty } from './on-duty'
import { openWhenThere } from './open-when-there'
import type { ServerPlace } from './store/server/server-database'
import { Feed } from './sync/feed'
import { Presence } from './sync/presence'
import { TypingRelay } from './sync/typing-relay'
import { MangoService } from './telephony/mango/mango-service'
import { SupervisorWall } from './wall/supervisor-wall'

/** Longer than a hub takes to end once its application is gone. */
const LOCK_PATIENCE_MS = 10_000

export interface HubOptions extends Omit<HubStart, 'type' | 'secret'> {
  /** `null`: there is none, people sign in. */
  readonly secret: string | null
  /** A PostgreSQL that other hubs may share; absent: a database of this hub's own in `dataFolder`. */
  readonly database?: ServerPlace
  readonly clock?: Clock
  readonly logger?: Logger
  readonly random?: () => number
  /** Packed database (store/template.ts); `null`: PostgreSQL makes one, which takes seconds. */
  readonly templateFile?: string | null
  readonly createDriver?: CreateDriver
  /** Built pages of the site chat; `null`: none. */
  readonly portalFolder?: string | null
  readonly fetch?: typeof fetch
  /** How long to wait while another hub holds the folder. */
  readonly lockPatienceMs?: number
  /** The hub cannot go on and has to be started anew. */
  readonly onFatal?: (error: unknown) => void
  readonly onQuery?: OnQuery
  /** People sign in; absent: whoever knows the secret of the launch is the hub's one person. */
  readonly accounts?: AccountsOptions
}

export interface RunningHub {
  readonly port: number
  readonly databaseSetAside: string | null
  /** Resolves when nothing that the hub does by itself is under way or due: routing, timers, sending, pushes. */
  settled(): Promise<void>
  /** Finishes what is under way, makes it durable and lets go of the folder. */
  stop(): Promise<void>
}

export async function startHub(options: HubOptions): Promise<RunningHub> {
  const clock = options.clock ?? systemClock
  const logger = options.logger ?? silentLogger
  const server = createServer()
  if (options.database) {
    const front = new Front(server, logger.child('front'))
    await listenOn(server, options.port)
    const toStore = { clock, logger: logger.child('store'), front, onQuery: options.onQuery }
    try {
      const store = await openWhenThere(options.database, toStore)
      return await startWith(options, { store, server, front, release: () => undefined })
    } catch (error) {
      server.closeAllConnections()
      server.close()
      throw error
    }
  }
  const lock = await waitForFolder(options.dataFolder, clock, options.lockPatienceMs ?? LOCK_PATIENCE_MS)
  if (!lock.ok) throw new FolderLockedError(lock.error.heldByPid)
  const release = () => {
    lock.value.release()
  }
  try {
    if (wasMoved(options.dataFolder)) throw new MovedError()
    const place = { dataFolder: options.dataFolder, templateFile: options.templateFile ?? null }
    const store = await Store.open(place, clock, logger.child('store'), options.onFatal, options.onQuery)
    return await startWith(options, { store, server, front: null, release })
  } catch (error) {
    release()
    throw error
  }
}

interface Ground {
  readonly store: Store
  readonly server: Server
  /** Listens already, where there is one. */
  readonly front: Front | null
  /** Lets go of the folder. */
  readonly release: () => void
}

async function startWith(options: HubOptions, { store, server, front, release }: Ground): Promise<RunningHub> {
  const clock = options.clock ?? systemClock
  const logger = options.logger ?? silentLogger
  const random = options.random ?? Math.random
  const newId = createIdSource(clock)
  store.signWith(auditKey(options.tokenKey))
  const { feedId: laid, me } = await layGroundwork(store, newId, options.language)
  const feedId = store.isShared ? await noticeRestore(store, newId, laid) : laid

  const folderOfFiles = join(options.dataFolder, 'files')
  if (store.isShared) await makeSureOfOneFolder(store, folderOfFiles)
  const blobs = new BlobStore(folderOfFiles, store.isShared ? 'shared' : 'own')
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
  const toAccounts = { store, newId, secrets, clock, logger: logger.child('accounts'), me }
  const entrance = await openAccounts(options, toAccounts)
  const { gate } = entrance
  const toTalk = { store, secrets, logger: logger.child('between hubs') }
  const talk = new HubTalk(toTalk)
  const around = new Around({ talk, clock, logger: toTalk.logger })
  const site = new CompanyBook(store, newId, createSiteEvents(logger.child('site')))
  const mail = new MailService(store, secrets, logger.child('mail'))
  const telephony = new MangoService({
    store,
    secrets,
    clock,
    newId,
    fetch: options.fetch ?? fetch,
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
        send: sendLetter,
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
        send: sendLetter,
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
          sendPush(one, { keys: await pushKeys.keys(), services: pushServices, clock, signal }),
      }),
  )
  const channels = new ChannelSupervisor({
    store,
    clock,
    newId,
    files,
    logger: logger.child('channels'),
    secrets,
    fetch: options.fetch ?? fetch,
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
  const capabilitiesOf = (id: ChannelId) => channels.capabilitiesOf(id)
  const commandLogger = logger.child('commands')
  const commands = new CommandService(
    { store, newId, blobs, site, gate, driverOf, capabilitiesOf, logger: commandLogger },
    clock,
    wake,
  )
  const source = { store, channels: () => channels.channels(), channelsByIds: channels.channels.bind(channels) }
  const feed = new Feed(source, clock, logger.child('feed'))
  const hooks = new PassedHooks({ store, driverOf, logger: logger.child('hooks') })
  const api = {
    store,
    hooks,
    drivers: between.drivers,
    clock,
    secrets,
    files,
    blobs,
    commands,
    channels,
    site,
    mail,
    telephony,
    baseUrl: () => `http://${HOST}:${portOf(server)}`,
    newId,
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
        fetch: options.fetch ?? fetch,
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
  const sync = syncSocket({ source, feed, commands, calls, typing, presence, about, logger: logger.child('sync') })
  const channelOf = async (id: ChannelId) => (await channels.channels(new Set([id])))[0] ?? null
  const visitorCalls = visitorCallsSocket({
    clock,
    exchange,
    findCallee: (chatId) => findCallee({ store, channelOf }, chatId),
    logger: logger.child('visitor-calls'),
  })
  const wall = new SupervisorWall({ store, clock, newId, calls, logger: logger.child('wall') })
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
  const sealer = new OnDuty(duties, 'audit', () => new AuditSealer({ store, clock, logger: logger.child('audit') }))
  const wakeAll = () => {
    wake()
    router.wake()
    wrapUps.wake()
    timers.wake()
    bots.current?.wake()
  }

  // Where other hubs are at work, each channel is put in order by whoever takes it.
  if (!store.isShared) {
    await queue.recover()
    await actions.recover()
    if (wasCalledBack(options.dataFolder)) {
      await store.write((tx) => doubtWhatWaits(tx, newId))
      calledBackDone(options.dataFolder)
    }
  }
  await store.write((tx) => closeCasesLeftBehind(tx, newId))
  await wall.start()
  const port = front ? portOf(server) : await listenAsBefore(server, store, options.port)
  await channels.start()
  await connectDemo(options, { store, channels, logger })
  await bots.begin()
  wakeAll()
  await Promise.all([notices, reportLetters, pushes, pbx, housekeeping, sealer].map((one) => one.begin()))
  if (store.isShared) {
    // What another hub's desks wrote may be for a channel of this one.
    store.committed.on((changes) => {
      if (changes.some(({ entity }) => entity === 'message' || entity === 'chat')) wake()
    })
  }
  store.resumed.on((why) => {
    wakeAll()
    // Desks would be led past what this hub could not read: they come back with their cursors.
    if (why === 'missed') desks.sendAway()
  })
  store.presence?.on((presence) => {
    front?.setNotReady(presence === 'away' ? 'databaseAway' : null)
    if (presence === 'away') desks.sendAway()
  })
  const metrics =
    front &&
    new HubMetrics(
      { version: options.appVersion, store, channels, desks: () => desks.size, pages: () => pages.size },
      front.requests,
    )
  if (front && metrics) front.open(listener, metrics)
  logger.info('hub is up', { port })

  return {
    port,
    databaseSetAside: store.setAside,
    async settled() {
      // Each may wake the others.
      const works = () =>
        [router, wrapUps, timers, bots.current, queue, pushes.current, telephony].filter((work) => work !== null)
      while (works().some(({ isBusy }) => isBusy)) await Promise.all(works().map((work) => work.idle()))
    },
    async stop() {
      front?.setNotReady('stopping')
      await housekeeping.stop()
      await sealer.stop()
      desks.close()
      entrance.dispose()
      portal.close()
      exchange.dispose()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await channels.stop()
      await hooks.stop()
      between.dispose()
      pages.dispose()
      calls.dispose()
      presence.dispose()
      around.dispose()
      talk.dispose()
      metrics?.dispose()
      actions.stop()
      await wall.stop()
      await Promise.all([bots, notices, reportLetters, pushes, pbx].map((one) => one.stop()))
      await queue.stop()
      timers.dispose()
      router.dispose()
      wrapUps.dispose()
      await Promise.all([timers.idle(), router.idle(), wrapUps.idle()])
      feed.dispose()
      await store.close()
      release()
      logger.info('hub has stopped')
    },
  }
}
