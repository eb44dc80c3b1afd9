import type { DeskDatabase } from '../database'
import { readUnsent } from '../overlay'
import type { DraftImagesEntry, FormState, ImageEntry, MetaEntry } from '../rows'
import { rememberStrays } from '../strays'

/** What only this desk has; all else comes from the hub again. */
const WRITTEN_HERE = ['outbox', 'drafts', 'remarkDrafts', 'hubDrafts', 'views'] as const

/** Everything that was written here, in one transaction of `to` together with its form; `from` is left as it is. */
export async function carryOver(from: DeskDatabase, to: DeskDatabase, form: FormState): Promise<void> {
  // A hub that begins anew just now must find the conversations that something was written in.
  await from.transaction('rw', from.tables, () => rememberStrays(from))
  const [unsent, images, draftImages, meta] = await Promise.all([
    readUnsent(from),
    from.images.toArray(),
    from.draftImages.toArray(),
    from.meta.toArray(),
  ])
  const written = await Promise.all(WRITTEN_HERE.map(async (name) => [name, await from.table(name).toArray()] as const))
  // Before the transaction, which would not wait for them.
  const files = await Promise.all(images.map((entry) => imageFor(entry, from, to)))
  const draftFiles = await Promise.all(draftImages.map((entry) => draftImagesFor(entry, from, to)))
  await to.transaction('rw', to.tables, async () => {
    for (const table of to.tables) await table.clear()
    await to.messages.bulkPut(unsent)
    await to.images.bulkPut(files)
    await to.draftImages.bulkPut(draftFiles)
    for (const [name, rows] of written) await to.table(name).bulkPut(rows)
    await to.meta.bulkPut([...meta.flatMap(metaFor), { key: 'unread', total: 0 }, form])
  })
}

async function imageFor(entry: ImageEntry, from: DeskDatabase, to: DeskDatabase): Promise<ImageEntry> {
  return { ...entry, blob: await to.files.seal(await from.files.open(entry.blob)) }
}

async function draftImagesFor(
  entry: DraftImagesEntry,
  from: DeskDatabase,
  to: DeskDatabase,
): Promise<DraftImagesEntry> {
  const images = await Promise.all(
    entry.images.map(async (image) => ({ ...image, blob: await to.files.seal(await from.files.open(image.blob)) })),
  )
  return { ...entry, images }
}

/** The feed begins again, of the same hub. */
function metaFor(row: MetaEntry): readonly MetaEntry[] {
  switch (row.key) {
    case 'desk':
    case 'actor':
    case 'strays':
    case 'lost':
      return [row]
    case 'feed':
      return [{ key: 'feed', feedId: row.feedId, cursor: 0, me: row.me, isFilled: false, untold: row.untold ?? [] }]
    case 'directory':
    case 'telephony':
    case 'unread':
    case 'behind':
    case 'form':
      return []
  }
}
