import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { FileId } from '#shared/domain/ids'
import { describeError, type Logger } from '#shared/lib/logger'

export interface AnnouncementFiles {
  /** `null`: the hub is away and this desk never had it. */
  read(fileId: FileId): Promise<Uint8Array<ArrayBuffer> | null>
}

/** The announcement of the rule, kept on this computer: a talk is announced also while the hub is away. */
export function createAnnouncementFiles(
  folder: string,
  fetchFile: (fileId: FileId) => Promise<Uint8Array<ArrayBuffer> | null>,
  logger: Logger,
): AnnouncementFiles {
  const fetched = async (fileId: FileId): Promise<Uint8Array<ArrayBuffer> | null> => {
    const bytes = await fetchFile(fileId)
    if (!bytes) return null
    try {
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, `${fileId}.new`), bytes, { mode: 0o600 })
      await rename(join(folder, `${fileId}.new`), join(folder, fileId))
      // A file never changes under one id; those of earlier rules are not needed any more.
      for (const name of await readdir(folder)) if (name !== fileId) await rm(join(folder, name), { force: true })
    } catch (error) {
      logger.warn('the announcement could not be kept', { error: describeError(error) })
    }
    return bytes
  }
  return {
    async read(fileId) {
      try {
        return Uint8Array.from(await readFile(join(folder, fileId)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
          logger.warn('the kept announcement could not be read', { error: describeError(error) })
        return fetched(fileId)
      }
    },
  }
}
