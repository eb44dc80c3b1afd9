import { useEffect, useState } from 'react'

import type { KeptFile } from '#shared/contract/ipc/app'

import { appRequests } from '../features/settings/model/app-settings'

const KEY = 'otklik.understood'

export interface Kept {
  /** The first broken file that the person has not been told of. */
  readonly file: KeptFile | null
  readonly understand: (file: KeptFile) => void
}

/** Asked again whenever the hub comes up: it may have had to put its database aside. */
export function useKept(isHubReady: boolean): Kept {
  const [files, setFiles] = useState<readonly KeptFile[]>([])
  const [understood, setUnderstood] = useState(() => readUnderstood(localStorage))
  useEffect(() => {
    let isGone = false
    void appRequests()
      .listKeptFiles()
      .then((kept) => {
        if (!isGone) setFiles(kept)
      })
    return () => {
      isGone = true
    }
  }, [isHubReady])
  return {
    file: files.find(({ path }) => !understood.includes(path)) ?? null,
    understand: ({ path }) => {
      // Files that are no longer there need not be remembered.
      const next = [...understood.filter((known) => files.some((file) => file.path === known)), path]
      localStorage.setItem(KEY, JSON.stringify(next))
      setUnderstood(next)
    },
  }
}

export function readUnderstood(storage: Pick<Storage, 'getItem'>): readonly string[] {
  try {
    const raw: unknown = JSON.parse(storage.getItem(KEY) ?? '[]')
    return Array.isArray(raw) ? raw.filter((path) => typeof path === 'string') : []
  } catch {
    // Not what was written here: the person is told once more.
    return []
  }
}
