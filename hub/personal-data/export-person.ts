import type { Readable } from 'node:stream'

import { ZipFile } from 'yazl'

import type { ChatId } from '#shared/domain/ids'
import { safeFileName } from '#shared/lib/safe-file-name'

import type { Caller } from '../accounts/caller'
import type { FileService } from '../files/file-service'
import type { NewId } from '../ids'
import { noteAccess } from '../store/access-log'
import { recordAudit } from '../store/audit-log'
import { countKept } from '../store/personal/kept-of-person'
import { personBehind } from '../store/personal/person'
import { filesOfPerson, rowsOfPerson } from '../store/personal/person-rows'
import type { Store } from '../store/store'
import { personPage } from './person-page'

export interface ExportDependencies {
  readonly store: Store
  readonly newId: NewId
  readonly files: Pick<FileService, 'find' | 'stream'>
}

/**
 * An archive of everything that is kept of a person: a page to read, the rows as JSON, and the files, each read when
 * its turn comes. That it was made is noted before its first byte. `null`: there is no such conversation.
 */
export async function exportPerson(
  { store, newId, files }: ExportDependencies,
  caller: Caller,
  chatId: ChatId,
): Promise<Readable | null> {
  const found = await store.write(async (tx) => {
    const person = await personBehind(tx, chatId)
    if (!person) return null
    const kept = await countKept(tx, chatId, person)
    await recordAudit(tx, newId(), { kind: 'clientExported', actorId: caller.agentId, chatId })
    await noteAccess(tx, { actorId: caller.agentId, kind: 'export', objectId: chatId, chatId })
    return { kept, rows: await rowsOfPerson(tx, person), named: await filesOfPerson(tx, person), atMs: tx.nowMs }
  })
  if (!found) return null
  const { kept, rows, named, atMs } = found
  const archive = new ZipFile()
  const paths = new Map<string, string>()
  const present: { readonly path: string; readonly file: NonNullable<Awaited<ReturnType<FileService['find']>>> }[] = []
  for (const { id, name } of named) {
    const file = await files.find(id)
    if (!file) continue
    const path = `files/${id} ${safeFileName(name ?? 'file')}`
    paths.set(id, path)
    present.push({ path, file })
  }
  archive.addBuffer(Buffer.from(personPage(kept, rows, paths, atMs)), 'index.html')
  archive.addBuffer(Buffer.from(JSON.stringify({ exportedAtMs: atMs, ...rows }, null, 2)), 'data.json')
  // Pictures and sounds are packed already.
  for (const { path, file } of present)
    archive.addReadStreamLazy(path, { compress: false, size: file.bytes }, (give) => {
      give(null, files.stream(file))
    })
  archive.end()
  return archive.outputStream as Readable
}
