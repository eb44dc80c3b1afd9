// Whole: the one place that puts the parts of a desk’s data together.
import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Present } from '#shared/domain/present'
import { systemClock, type Clock } from '#shared/lib/clock'
import { DisposableStore, toDisposable, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { v7 as newId } from 'uuid'

import { broadcastCacheChanges, type CacheChange, type CacheChanges } from '../data/cache-changes'
import { CacheHealth, isNoRoom } from '../data/cache-health'
import { CacheRepository } from '../data/cache.repository'
import { CaseRepository } from '../data/case.repository'
import { DATABASE_NAME, DeskDatabase, MIGRATIONS } from '../data/database'
import {
  FIRST_LIST_ROWS,
  type ChatListPage,
  type ChatListQuery,
  type ChatRow,
  type DeskData,
  type IncomingMessage,
  type Refusal,
  type SyncStatus,
  type UploadShare,
} from '../data/desk-data'
import { DeedRepository } from '../data/deed.repository'
import { countOnlyHere } from '../data/empty-cache'
import { DraftRepository } from '../data/draft.repository'
import { observe } from '../data/live-read'
import { OutboxRepository } from '../data/outbox.repository'
import { OutboxWriter } from '../data/outbox-writer'
import { RemarkRepository } from '../data/remark.repository'
import { concernsListFacts, SharedFacts } from '../data/list-facts'
import { TimelineShelf } from '../data/timeline-shelf'
import { vaultsOf } from '../data/sealing/cache-key'
import { openAccess, type CacheAccess } from '../data/sealing/open-cache'
import { ViewRepository } from '../data/view.repository'
import type { Attendance } from '../ui/attendance'
import type { TypingRest } from '../ui/typing-rest'
import { createSearchWorker, createSyncWorker, createTextWorker } from './create-workers'
import { createDeedRest } from './deed-rest'
import { createDeskRest } from './desk-rest'
import { wishesOf } from './desk-wishes'
import { followHub } from './follow-hub'
import { HeadStart } from './head-start'
import { hubLinkOfMain, type HubLink } from './hub-link'
import type { HubAddress } from './hub-socket'
import { KeyedValues } from './keyed-values'
import { isSearched, ListReader } from './list-reader'
import { Looking } from './looking'
import { Mailbox } from './mailbox'
import { OtherWindows } from './other-windows'
import { isFirstList, RememberedList } from './remembered-list'
import { SearchHost, type SearchWorkerLike } from './search-host'
import type { EngineStatus } from './sync-engine'
import { TextHost, type TextWorkerLike } from './text-host'
import { TypingBoard } from './typing-board'
import { withSignal } from './with-signal'
import { WorkerHost, type WorkerLike } from './worker-host'
import type { FromWorker } from './worker-messages'

export interface StartedDeskData extends DeskData, Disposable {
  /** The first list stands ready for `peekChatList` (or cannot be read). */
  readonly firstListRead: Promise<void>
  /** For the next start; the window goes. */
  saveFirstList(): void
  /** The small windows that work through this one; `null` in those themselves. */
  readonly others: OtherWindows | null
}

export interface DeskDataOptions {
  readonly logger: Logger
  readonly hub?: HubLink
  readonly clock?: Clock
  readonly access?: CacheAccess
  /** Absent: somebody is always there. */
  readonly attendance?: Pick<Attendance, 'isThere' | 'observe' | 'touch'>
  /** When this window takes in what others have written, and how much is done beside; absent: nobody writes. */
  readonly typing?: Pick<TypingRest, 'do' | 'isWriting' | 'observe'>
  readonly createWorker?: () => WorkerLike
  readonly createSearchWorker?: () => SearchWorkerLike
  readonly createTextWorker?: () => TextWorkerLike
  /** This is the desk: it lends its worker to the small windows. */
  readonly servesOthers?: boolean
  /** Outside of the database: knows whether it is still the same one. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

/** News in a stream come so often, and no frame is made for each of them (docs/adr/0084). Who writes looks at what they write. */
const PACE_MS = { attended: 250, writing: 1_000, unattended: 5_000 } as const
const OPENING_AT_MOST_MS = 10_000
const OPEN_AGAIN_MS = 5_000
/** The worker waits for the first list on screen, but not for ever. */
const LATEST_WORKER_START_MS = 1_500
/** The list is painted in the meantime: loading the worker beside it would slow the one thing that is waited for. */
const WORKER_AFTER_LIST_MS = 120
/** What the desk shows first (ChatList): read while the window's own code is still being loaded. */
const FIRST_LIST: ChatListQuery = { filter: 'all', search: '', limit: FIRST_LIST_ROWS }

/**
 * The real `DeskData`: reads the cache at once, writes wishes there, and leaves the hub to a worker that is
 * started when the first list has been read.
 */
export function createDeskData(options: DeskDataOptions): StartedDeskData {
  const { logger, clock = systemClock, hub = hubLinkOfMain(), storage = localStorage } = options
  const { access = openAccess(DATABASE_NAME) } = options
  const { name: databaseName, key } = access
  const owned = new DisposableStore()
  const onError = (error: unknown) => {
    logger.error('reading the cache failed', { error: describeError(error) })
    health.handleError(error)
    if (isNoRoom(error)) host.handleNoRoom()
  }
  const db = new DeskDatabase({ name: databaseName, durability: 'strict', vaults: key && vaultsOf(key) })
  const health = owned.add(
    new CacheHealth(db, storage, (error) => {
      logger.error('a listener of the cache’s health failed', { error: describeError(error) })
    }),
  )
  if (access.isKeyAway) {
    // Neither read nor emptied before its key is there again.
    db.close()
    health.handleKeyAway()
  }
  const { attendance, typing: writing } = options
  const changes = owned.add(broadcastCacheChanges(databaseName, onError, writing))
  const cache = new CacheRepository(db)
  const untilBroken = new Promise<void>((resolve) => {
    health.observe(() => {
      if (health.isBroken) resolve()
    })
  })
  let wasBroken = false
  owned.add(
    health.observe((trouble) => {
      if (trouble === 'closed') openAgainLater()
      if (wasBroken && !health.isBroken) beginIndexesAnew()
      wasBroken = health.isBroken
    }),
  )
  const timelines = owned.add(new TimelineShelf({ changes, read: (id, limit) => cache.readTimeline(id, limit) }))
  let listed: readonly ChatRow[] = []
  let lookedAtMs = Number.NEGATIVE_INFINITY
  // Of an encrypted cache nothing lies open.
  const remembered =
    key || access.isKeyAway || !options.servesOthers
      ? null
      : owned.add(new RememberedList({ storage, clock, databaseName, version: MIGRATIONS.length }))
  const firstList = new HeadStart(FIRST_LIST, cache.readChatList(FIRST_LIST), remembered?.read())
  let firstListsShown = 0
  const writer = new OutboxWriter(db, changes, clock, newId)
  const outbox = new OutboxRepository(db, changes, clock, newId, writer)
  const cases = new CaseRepository(db, changes, writer, newId, outbox.sight)
  const deeds = new DeedRepository(db, changes, writer, clock, newId)
  const drafts = new DraftRepository(db, changes, writing)
  const remarks = new RemarkRepository(db, changes, clock, writer)
  const views = new ViewRepository(db, changes)
  const typing = new TypingBoard(clock)
  const present = new KeyedValues<ChatId, readonly Present[]>()
  const uploads = new KeyedValues<MessageId, UploadShare>()
  const incoming = owned.add(new Mailbox<readonly IncomingMessage[]>(onError))
  const refused = owned.add(new Mailbox<Refusal>(onError))
  const statusChanged = owned.add(new Emitter<null>(onError))
  const indexed = owned.add(new Emitter<null>(onError))
  const textIndexed = owned.add(new Emitter<null>(onError))
  let status: EngineStatus = { kind: 'starting' }
  let aheadMs = 0

  const host = owned.add(
    new WorkerHost({
      databaseName,
      key,
      createWorker: options.createWorker ?? createSyncWorker,
      clock,
      logger: logger.child('sync'),
      handle: handleWorker,
      onRestarted: () => {
        uploads.clear()
        changes.publish({ everything: true })
      },
    }),
  )
  const looking = owned.add(
    new Looking(clock, (now) => {
      host.setLooking(now)
    }),
  )
  const setPace = () => {
    if (attendance?.isThere === false) host.setPace(PACE_MS.unattended)
    else host.setPace(writing?.isWriting === true ? PACE_MS.writing : PACE_MS.attended)
  }
  setPace()
  if (attendance) owned.add(attendance.observe(setPace))
  const search = owned.add(
    new SearchHost({
      databaseName,
      key,
      createWorker: options.createSearchWorker ?? createSearchWorker,
      clock,
      logger: logger.child('search'),
      onIndexed: () => {
        indexed.emit(null)
      },
    }),
  )
  const text = owned.add(
    new TextHost({
      databaseName,
      key,
      createWorker: options.createTextWorker ?? createTextWorker,
      clock,
      logger: logger.child('text'),
      onIndexed: () => {
        textIndexed.emit(null)
      },
      keepsUp: options.servesOthers === true && !access.isKeyAway,
    }),
  )
  if (writing)
    owned.add(
      writing.observe(() => {
        setPace()
        text.setWriting(writing.isWriting)
        if (!writing.isWriting) drafts.tellRows()
      }),
    )
  owned.add(
    changes.on((change) => {
      remembered?.handleChange(change, firstListsShown > 0)
      text.handleChange(change)
    }),
  )
  const others = options.servesOthers
    ? owned.add(
        new OtherWindows(databaseName, {
          sendTyping: (chatId) => {
            host.sendTyping(chatId)
          },
          loadOlder: (chatId) => host.loadOlder(chatId),
          status: () => status,
          touched: () => attendance?.touch(),
        }),
      )
    : null
  const lists = new ListReader(cache, search)
  const facts = new SharedFacts({
    follow: (listener) => live(() => cache.readListFacts(), concernsListFacts, listener),
  })
  watchOpening()
  let isWorkerDue = false
  let isHealthChecked = false
  owned.add(clock.schedule(LATEST_WORKER_START_MS, startWorker))
  let address: HubAddress | null = null
  const ask: typeof fetch = (input, init) => fetch(input, init)
  const rest = { ...createDeskRest(() => address, ask), ...createDeedRest(() => address, ask) }
  followHub(hub, owned, logger, (found) => {
    address = found
    host.setHub(found)
  })
  owned.add(
    hub.onNetworkBack(() => {
      host.handleOnline()
    }),
  )

  function scheduleWorker(): void {
    if (isWorkerDue) return
    isWorkerDue = true
    owned.add(clock.schedule(WORKER_AFTER_LIST_MS, startWorker))
  }

  function startWorker(): void {
    if (access.isKeyAway) return
    if (!isHealthChecked) void health.check()
    isHealthChecked = true
    host.start()
  }

  /** The worker counts by the computer's clock, the windows by the hub's. */
  function inHubTime(told: EngineStatus): EngineStatus {
    return told.kind === 'offline' ? { ...told, sinceMs: told.sinceMs + aheadMs } : told
  }

  function handleWorker(told: Exclude<FromWorker, { type: 'log' | 'olderAnswered' }>): void {
    if (told.type === 'hubTime') {
      aheadMs = told.aheadMs
      hub.noteTime(aheadMs)
      return
    }
    const message = told.type === 'status' ? { ...told, status: inHubTime(told.status) } : told
    others?.tell(message)
    switch (message.type) {
      case 'status':
        status = message.status
        statusChanged.emit(null)
        // Who is there is only known as long as the hub says so.
        if (status.kind === 'offline') present.clear()
        // By now a new database knows its desk.
        if (status.kind === 'online') void health.check()
        break
      case 'incoming':
        for (const { chat } of message.arrivals) typing.clear(chat.id)
        incoming.post(message.arrivals)
        break
      case 'typing':
        typing.show(message.chatId, message.name)
        break
      case 'present':
        for (const { chatId, who } of message.chats) present.set(chatId, who.length > 0 ? who : null)
        break
      case 'refused':
        refused.post(message.refusal)
        break
      case 'upload':
        uploads.set(message.messageId, message.share)
        break
      case 'room':
        health.handleRoom(message.isThere)
        break
      case 'cacheFailed':
        void lookAtCache()
        break
      case 'socketClosed':
        hub.checkSession()
        break
    }
  }

  function live<T>(
    read: () => Promise<T>,
    concerns: (change: CacheChange) => boolean,
    listener: (value: T) => void,
    source: CacheChanges = changes,
  ): Disposable {
    const observation = owned.add(observe(source, { read, concerns, listener, onError }))
    return toDisposable(() => {
      owned.release(observation)
    })
  }

  function watchOpening(): void {
    if (access.isKeyAway) return
    const slow = owned.add(
      clock.schedule(OPENING_AT_MOST_MS, () => {
        health.handleSlow()
      }),
    )
    db.open().then(() => {
      owned.release(slow)
      const wasGivenUp = health.isBroken
      health.handleOpened()
      if (wasGivenUp) changes.publish({ everything: true })
    }, ifAlive(onError))
  }

  /** Where this window can read it, the worker's database alone has closed under it. */
  async function lookAtCache(): Promise<void> {
    if (health.isBroken || clock.now() - lookedAtMs < OPEN_AGAIN_MS) return
    lookedAtMs = clock.now()
    const isReadable = await health.check()
    if (!isReadable || owned.isDisposed) return
    host.beginAnew()
    beginIndexesAnew()
  }

  /** What kept the cache from being read or written is over; where it closed under one worker, it did under all. */
  function beginIndexesAnew(): void {
    search.beginAnew()
    text.beginAnew()
  }

  /** Chromium closes a database that it cannot write, and opens it once the disk has room again. */
  function openAgainLater(): void {
    const timer = owned.add(
      clock.schedule(OPEN_AGAIN_MS, () => {
        owned.release(timer)
        db.close({ disableAutoOpen: false })
        db.open().then(() => {
          health.handleOpened()
          host.beginAnew()
        }, ifAlive(openAgainLater))
      }),
    )
  }

  function ifAlive(handle: (error: unknown) => void): (error: unknown) => void {
    return (error) => {
      if (!owned.isDisposed) handle(error)
    }
  }

  /** Where nothing can be read the list says so, and the rest of the desk can be used. */
  async function readList(query: ChatListQuery): Promise<ChatListPage> {
    const unreadable: ChatListPage = { offset: 0, rows: [], hasMore: false, isFirstFill: true, isUnreadable: true }
    const read = firstList.take(query) ?? lists.read(query)
    try {
      if (health.isOpened) return await read
      return await Promise.race([read, untilBroken.then(() => unreadable)])
    } catch (error) {
      onError(error)
      if (!health.isBroken) throw error
      return unreadable
    }
  }

  async function readStatus(): Promise<SyncStatus> {
    const known = status
    return known.kind === 'offline' ? { ...known, pending: await cache.countUnsent() } : known
  }

  return {
    observeChatList: (query, listener) => {
      const isFirst = isFirstList(query)
      if (isFirst) firstListsShown += 1
      const observation = live(
        () => readList(query),
        (change) => (change.chats?.length ?? 0) > 0 || (isOfPeople(query) && change.people === true),
        (page) => {
          listed = page.rows
          listener(page)
          if (isFirst) remembered?.note(page)
          scheduleWorker()
        },
        isSearched(query) ? withSignal(changes, indexed) : changes,
      )
      return toDisposable(() => {
        if (isFirst) firstListsShown -= 1
        observation.dispose()
      })
    },
    saveFirstList: () => {
      remembered?.save()
    },
    observeFoundMessages: (query, listener) => {
      const looking = text.look()
      const observation = live(
        () => text.find(query),
        () => false,
        listener,
        withSignal(changes, textIndexed),
      )
      return toDisposable(() => {
        observation.dispose()
        looking.dispose()
      })
    },
    countNewer: (id, messageId) => cache.countNewer(id, messageId),
    fetchFilterOptions: () => lists.readFilterOptions(),
    observeViews: (listener) =>
      live(
        () => views.readViews(),
        (change) => change.views === true,
        listener,
      ),
    saveView: (view) => views.saveView(view),
    removeView: (id) => views.removeView(id),
    peekChatList: (query) => firstList.peek(query),
    countChats: (query) =>
      isSearched({ ...query, limit: 0 }) ? Promise.resolve(null) : cache.countChats(query.filter),
    firstListRead: firstList.settled,
    others,
    peekChat: (id) => listed.find((row) => row.id === id) ?? null,
    observeChat: (id, listener) =>
      live(
        () => cache.readChat(id),
        (change) => change.chats?.includes(id) === true,
        listener,
      ),
    peekTimeline: (id, limit) => timelines.peek(id, limit),
    readAhead: (id, limit) => timelines.read(id, limit).then(() => undefined, onError),
    observeTimeline: (id, limit, listener) => {
      host.setOpen(id)
      return live(
        () => timelines.read(id, limit),
        (change) => change.timelines?.includes(id) === true,
        listener,
      )
    },
    observeUnsent: (listener) =>
      live(
        () => cache.readUnsent(),
        (change) => change.outbox !== undefined,
        listener,
      ),
    observeUnreadTotal: (listener) => facts.observe(({ unreadTotal }) => unreadTotal, listener),
    observeUnreadChats: (listener) => facts.observe(({ unreadChats }) => unreadChats, listener),
    observeCaseCounts: (listener) => facts.observe(({ cases }) => cases, listener),
    observeMe: (listener) => live(() => cache.readMe(), concernsPeople, listener),
    observeAgents: (listener) => live(() => cache.readAgents(), concernsPeople, listener),
    observeDirectory: (listener) => live(() => cache.readDirectory(), concernsPeople, listener),
    observeTelephony: (listener) =>
      live(
        () => cache.readTelephony(),
        (change) => change.telephony === true,
        listener,
      ),
    observeChannels: (listener) =>
      live(
        () => cache.readChannels(),
        (change) => change.channels === true,
        listener,
      ),
    observeCalls: (limit, listener) =>
      live(
        () => cache.readCalls(limit),
        (change) => change.calls === true,
        listener,
      ),
    observeSync: (listener) =>
      live(readStatus, (change) => change.outbox !== undefined, listener, withSignal(changes, statusChanged)),
    observeCache: (listener) => health.observe(listener),
    observeLost: (listener) =>
      live(
        () => cache.readLost(),
        (change) => (change.chats?.length ?? 0) > 0,
        listener,
      ),
    forgetLost: () => cache.forgetLost(),
    observeTyping: (id, listener) => typing.observe(id, listener),
    observePresent: (id, listener) =>
      present.observe(id, (who) => {
        listener(who ?? NOBODY)
      }),
    lookAt: (id, by) => {
      looking.at(id, by)
    },
    noteWriting: (id) => {
      looking.writes(id)
    },
    observeUpload: (id, listener) => uploads.observe(id, listener),
    loadOlder: (id) => host.loadOlder(id),
    onIncoming: (listener) => incoming.on(listener),
    noteTold: (ids) => {
      host.noteTold(ids)
    },
    onRefused: (listener) => refused.on(listener),
    ...wishesOf(outbox, cases, deeds, remarks),
    ...rest,
    setCalls: (count, by) => {
      host.setCalls({ count, by })
    },
    sendTyping: (id) => {
      host.sendTyping(id)
    },
    readDraft: (id) => drafts.readDraft(id),
    saveDraft: (id, draft) => drafts.saveDraft(id, draft),
    onDraftTold: (id, listener) =>
      changes.on(({ draftsTold }) => {
        if (draftsTold?.includes(id)) listener()
      }),
    readLocalImage: (message) => cache.readLocalImage(message),
    keepInCache: (bounds) => {
      host.setBounds(bounds)
    },
    countOnlyHere: () => countOnlyHere(db),
    dispose: () => {
      owned.dispose()
      db.close()
    },
  }
}

const NOBODY: readonly Present[] = []

function concernsPeople(change: CacheChange): boolean {
  return change.people === true
}

/** Whose cases are listed depends on who asks. */
function isOfPeople({ filter }: ChatListQuery): boolean {
  return filter === 'mine' || filter === 'later' || filter === 'queue'
}
