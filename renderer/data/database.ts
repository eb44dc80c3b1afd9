import type { KeptDraft } from '#shared/domain/draft'
import Dexie, { type Table } from 'dexie'

import { tables } from './migrations/0001-tables'
import { cases } from './migrations/0002-cases'
import { views } from './migrations/0003-views'
import { revisions } from './migrations/0004-revisions'
import { remarkDrafts } from './migrations/0005-remark-drafts'
import { hubDrafts } from './migrations/0006-hub-drafts'
import type { Migration } from './migrations/migration'
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
} from './rows'
import type { SavedView } from './saved-view'

export const DATABASE_NAME = 'otklik-desk'

export const MIGRATIONS: readonly Migration[] = [tables, cases, views, revisions, remarkDrafts, hubDrafts]

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

  constructor(options: DatabaseOptions) {
    super(options.name ?? DATABASE_NAME, {
      chromeTransactionDurability: options.durability,
      // Observers are told by our own messages (cache-changes.ts); Dexie's query cache would only copy rows.
      cache: 'disabled',
      ...options.indexedDb,
    })
    for (const migration of options.migrations ?? MIGRATIONS) {
      const version = this.version(migration.version).stores({ ...migration.stores })
      if (migration.upgrade) version.upgrade(migration.upgrade)
    }
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
}
