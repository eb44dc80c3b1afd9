import { eq } from 'drizzle-orm'

import type { FileId } from '#shared/domain/ids'

import { files } from './schema'
import type { Read, Write } from './store'

export type StoredFile = typeof files.$inferSelect

export async function fileById(view: Read, id: FileId): Promise<StoredFile | null> {
  const [row] = await view.db.select().from(files).where(eq(files.id, id))
  return row ?? null
}

export async function fileByHash(view: Read, hash: string): Promise<StoredFile | null> {
  const [row] = await view.db.select().from(files).where(eq(files.hash, hash)).limit(1)
  return row ?? null
}

export async function insertFile(tx: Write, file: StoredFile): Promise<void> {
  await tx.db.insert(files).values(file)
}
