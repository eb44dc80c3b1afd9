import { useCallback, useEffect, useMemo, useState } from 'react'

import type { TemplateList } from '#shared/contract/templates'
import type { Result } from '#shared/lib/result'

import { hubConnection } from '../../../ipc/hub-connection'
import { createAdministrationRest, type AdministrationFailure, type AdministrationRest } from './administration-rest'
import { useUploadFiles, type UploadFiles } from './upload-files'

export interface TemplatesState {
  /** `null` until the hub has answered. */
  readonly value: TemplateList | null
  /** Of the last thing that was tried. */
  readonly failure: AdministrationFailure | null
  readonly rest: AdministrationRest
  readonly uploadFiles: UploadFiles
  /** Does one thing, then reads all anew. Answers whether it was done. */
  readonly act: (work: () => Promise<Result<null, AdministrationFailure>>) => Promise<boolean>
  readonly reload: () => void
}

/** The kept texts, read when their page is opened. */
export function useTemplates(): TemplatesState {
  const uploadFiles = useUploadFiles()
  const rest = useMemo(() => {
    const hub = hubConnection()
    return createAdministrationRest(
      () => hub.getState().value,
      (url, init) => fetch(url, init),
    )
  }, [])
  const [value, setValue] = useState<TemplateList | null>(null)
  const [failure, setFailure] = useState<AdministrationFailure | null>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let isCurrent = true
    void rest.readTemplates().then((answer) => {
      if (!isCurrent) return
      if (answer.ok) setValue(answer.value)
      else setFailure(answer.error)
    })
    return () => {
      isCurrent = false
    }
  }, [rest, attempt])

  const act = useCallback(async (work: () => Promise<Result<null, AdministrationFailure>>): Promise<boolean> => {
    setFailure(null)
    const done = await work()
    if (done.ok) setAttempt((before) => before + 1)
    else setFailure(done.error)
    return done.ok
  }, [])
  const reload = useCallback(() => {
    setFailure(null)
    setAttempt((before) => before + 1)
  }, [])
  return { value, failure, rest, uploadFiles, act, reload }
}
