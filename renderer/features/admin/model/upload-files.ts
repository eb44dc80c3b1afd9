import { useMemo } from 'react'

import type { HubConnection } from '#shared/contract/ipc/hub'
import { err, ok, type Result } from '#shared/lib/result'

import { hubConnection } from '../../../ipc/hub-connection'
import { createHubRest, type HubRest } from '../../../sync/hub-rest'
import { putFile } from '../../../sync/put-file'
import type { AdministrationFailure } from './administration-rest'
import type { FormFile } from './template-files'

export type UploadFiles = (files: readonly FormFile[]) => Promise<Result<null, AdministrationFailure>>

/** Those that the hub does not keep yet, each under its own id: done again after a failure, nothing is kept twice. */
export function createUploadFiles(connection: () => HubConnection | null, hub: Pick<HubRest, 'upload'>): UploadFiles {
  return async (files) => {
    for (const { fileId, blob, name } of files) {
      if (!blob) continue
      const address = connection()
      if (address?.kind !== 'ready') return err(address === null || address.kind === 'starting' ? 'starting' : 'away')
      const watch = { signal: new AbortController().signal, onProgress: () => undefined }
      const done = await hub.upload(address, { fileId, blob, name }, watch)
      if (!done.ok) return err(done.error === 'unreachable' ? 'away' : 'rejected')
    }
    return ok(null)
  }
}

export function useUploadFiles(): UploadFiles {
  return useMemo(() => {
    const hub = hubConnection()
    const send: typeof fetch = (url, init) => fetch(url, init)
    return createUploadFiles(() => hub.getState().value, createHubRest(send, putFile))
  }, [])
}
