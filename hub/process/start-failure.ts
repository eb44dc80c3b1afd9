import type { HubToMain } from '#shared/contract/hub-process'
import { describeError } from '#shared/lib/logger'

import { MovedError } from '../moving/moved-mark'
import { FolderLockedError } from '../store/folder-lock'

type Failed = Extract<HubToMain, { type: 'failed' }>

const reasonOfCode: Readonly<Record<string, Failed['reason']>> = {
  EACCES: 'folderUnwritable',
  EPERM: 'folderUnwritable',
  EROFS: 'folderUnwritable',
  EEXIST: 'folderUnwritable',
  ENOTDIR: 'folderUnwritable',
  ENOENT: 'folderUnwritable',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EIO: 'databaseUnusable',
}

export function failureOf(error: unknown): Failed {
  const detail = describeError(error)
  if (error instanceof FolderLockedError) return { type: 'failed', reason: 'folderLocked', detail }
  if (error instanceof MovedError) return { type: 'failed', reason: 'moved', detail }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  return { type: 'failed', reason: reasonOfCode[code] ?? 'databaseUnusable', detail }
}
