import type { CacheChanges } from './cache-changes'
import type { DeskDatabase } from './database'
import type { SavedView } from './saved-view'

/** Saved views: durable when a promise resolves, and told to every window of the desk. */
export class ViewRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
  ) {}

  /** In the order in which they were saved first. */
  async readViews(): Promise<readonly SavedView[]> {
    const views = await this.db.views.toArray()
    return views.sort((a, b) => a.savedAtMs - b.savedAtMs || (a.id < b.id ? -1 : 1))
  }

  /** Also renames: a view is known by its id. */
  async saveView(view: SavedView): Promise<void> {
    await this.db.views.put(view)
    this.changes.publish({ views: true })
  }

  async removeView(id: string): Promise<void> {
    await this.db.views.delete(id)
    this.changes.publish({ views: true })
  }
}
