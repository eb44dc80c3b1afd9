import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { readFact, writeFact } from '../store/facts'
import type { Store } from '../store/store'

const MARK = 'otklik-folder'

export class OtherFolderError extends Error {
  constructor(folder: string) {
    super(
      `The folder of attachments “${folder}” is not the one that this database belongs to. Give all hubs of one ` +
        `database the same folder; after a restore, copy the folder back whole, with its file “${MARK}”.`,
    )
    this.name = 'OtherFolderError'
  }
}

/**
 * Hubs on one database have one folder of attachments: the folder has a mark, and the database knows which. A hub with
 * another folder would show gaps where pictures are, and is told so at its start.
 */
export async function makeSureOfOneFolder(store: Store, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const mark = markOf(folder)
  const agreed = await store.write(async (tx) => {
    const known = await readFact(tx, 'filesFolder')
    if (known === null) await writeFact(tx, 'filesFolder', mark)
    return known ?? mark
  })
  if (agreed !== mark) throw new OtherFolderError(folder)
}

/** Of several hubs that start together one puts it there. */
function markOf(folder: string): string {
  const path = join(folder, MARK)
  try {
    writeFileSync(path, randomUUID(), { flag: 'wx', flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(path, 'utf8').trim()
}
