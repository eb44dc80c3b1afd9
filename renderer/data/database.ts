import type { KeptDraft } from '#shared/domain/draft'
import Dexie, { type Table } from 'dexie'

import { tables } from './migrations/0001-tables'
import { cases } from './migrations/0002-cases'
import { views } from './migrations/0003-views'
import { revisions } from './migrations/0004-revisions'
import { remarkDrafts } from './migrations/0005-remark-drafts'
import { hubDrafts } from './migrations/0006-hub-drafts'
import { textIndex } from './migrations/0007-text-index'
import type { Migration } from './migrations/migration'
import { messageLog } from './message-log'
import type {
  AgentEntry,
  CallEntry,
  ChannelEntry,
  ChatEntry,
  CommandEntry,
  DraftEntry,
  DraftImagesEntry,
  HistoryEntry,
  ImageEntry,
  MessageEntry,
  MetaEntry,
  RemarkDraftEntry,
  TextPartEntry,
  TextQueueEntry,
  TextState,
} from './rows'
import type { SavedView } from './saved-view'
import type { Vaults } from './sealing/cache-key'
import { openFiles, type FileVault } from './sealing/file-vault'
import { sealRows } from './sealing/seal-rows'

export const DATABASE_NAME = 'otklik-desk'

export const MIGRATIONS: readonly Migration[] = [tables, cases, views, revisions, remarkDrafts, hubDrafts, textIndex]

/** IndexedDB counts whole numbers, Dexie tenths. */
const DEXIE_VERSION_FACTOR = 10

export interface DatabaseOptions {
  readonly name?: string
  /**
   * `strict` waits for the disk: what a person wrote survives a power cut. The feed can be fetched again, so the
   * worker takes `relaxed`; order is kept either way, so rows and cursor never part.
   */
  readonly durability: 'strict' | 'relaxed'
  /** Another IndexedDB, for tests. */
  readonly indexedDb?: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange }
  readonly migrations?: readonly Migration[]
  /** The encrypted cache of that name, which is a database of its own beside the open one; absent: the open one. */
  readonly vaults?: Vaults | null
  /** To be emptied, also where a newer version of the program has kept it. */
  readonly takesNewer?: true
  /** The encrypted one, with its rows as they lie there. */
  readonly isSealedAsItLies?: true
}

/** The two forms of one cache never share a database: what is deleted as a whole is soon gone from the files, too. */
export function databaseNameOf(cacheName: string, form: 'plain' | 'sealed'): string {
  return form === 'plain' ? cacheName : `${cacheName}-sealed`
}

export class DeskDatabase extends Dexie {
  readonly meta: Table<MetaEntry, string>
  readonly chats: Table<ChatEntry, string>
  readonly messages: Table<MessageEntry, string>
  readonly channels: Table<ChannelEntry, string>
  readonly agents: Table<AgentEntry, string>
  readonly calls: Table<CallEntry, string>
  readonly outbox: Table<CommandEntry, number>
  readonly images: Table<ImageEntry, string>
  readonly drafts: Table<DraftEntry, string>
  readonly draftImages: Table<DraftImagesEntry, string>
  readonly histories: Table<HistoryEntry, string>

  /** Pictures and other files, which go in and out through it. */
  readonly files: FileVault

  constructor(options: DatabaseOptions) {
    const { vaults = null } = options
    super(databaseNameOf(options.name ?? DATABASE_NAME, vaults || options.isSealedAsItLies ? 'sealed' : 'plain'), {
      chromeTransactionDurability: options.durability,
      // Observers are told by our own messages (cache-changes.ts); Dexie's query cache would only copy rows.
      cache: 'disabled',
      ...options.indexedDb,
    })
    const migrations = options.migrations ?? MIGRATIONS
    if (!options.takesNewer) this.refuseNewer(migrations.length)
    for (const migration of migrations) {
      const version = this.version(migration.version).stores({ ...migration.stores })
      if (migration.upgrade) version.upgrade(migration.upgrade)
    }
    if (vaults) this.use(sealRows(vaults.rows))
    this.files = vaults?.files ?? openFiles
    this.use(messageLog)
    this.meta = this.table('meta')
    this.chats = this.table('chats')
    this.messages = this.table('messages')
    this.channels = this.table('channels')
    this.agents = this.table('agents')
    this.calls = this.table('calls')
    this.outbox = this.table('outbox')
    this.images = this.table('images')
    this.drafts = this.table('drafts')
    this.draftImages = this.table('draftImages')
    this.histories = this.table('histories')
  }

  /**
   * Dexie opens what a newer version has kept as if it were of its own: this program would read rows that it does not
   * know, and what it wrote would never be brought to their form.
   */
  private refuseNewer(known: number): void {
    const refuse = () => {
      const found = this.backendDB().version / DEXIE_VERSION_FACTOR
      if (found > known)
        throw new Dexie.VersionError(
          `Expected a cache of version ${String(known)} at most, came one of ${String(found)}: a newer Otklik keeps it`,
        )
    }
    this.on('ready', refuse, true)
  }

  /** Since version 3: a schema that stops before it has no such table to look up at the start. */
  get views(): Table<SavedView, string> {
    return this.table('views')
  }

  /** Since version 5. */
  get remarkDrafts(): Table<RemarkDraftEntry, string> {
    return this.table('remarkDrafts')
  }

  /** Since version 6. */
  get hubDrafts(): Table<KeptDraft, string> {
    return this.table('hubDrafts')
  }

  /** These three since version 7. */
  get textParts(): Table<TextPartEntry, number> {
    return this.table('textParts')
  }

  get textQueue(): Table<TextQueueEntry, number> {
    return this.table('textQueue')
  }

  get textState(): Table<TextState, string> {
    return this.table('textState')
  }
}
