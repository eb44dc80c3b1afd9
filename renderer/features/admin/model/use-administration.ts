import { useCallback, useEffect, useMemo, useState } from 'react'

import type { Administration } from '#shared/contract/administration'
import type { Result } from '#shared/lib/result'

import { hubConnection } from '../../../ipc/hub-connection'
import { createAdministrationRest, type AdministrationFailure, type AdministrationRest } from './administration-rest'

export interface AdministrationState {
  /** `null` until the hub has answered. */
  readonly value: Administration | null
  /** Of the last thing that was tried. */
  readonly failure: AdministrationFailure | null
  readonly isBusy: boolean
  readonly rest: AdministrationRest
  /** Does one thing, then reads all anew. Answers whether it was done. */
  readonly act: (work: () => Promise<Result<null, AdministrationFailure>>) => Promise<boolean>
  readonly reload: () => void
}

/** What administrators set, read when its screen is opened. */
export function useAdministration(): AdministrationState {
  const rest = useMemo(() => {
    const hub = hubConnection()
    return createAdministrationRest(
      () => hub.getState().value,
      (url, init) => fetch(url, init),
    )
  }, [])
  const [value, setValue] = useState<Administration | null>(null)
  const [failure, setFailure] = useState<AdministrationFailure | null>(null)
  const [isBusy, setBusy] = useState(false)

  const read = useCallback(async (): Promise<void> => {
    const answer = await rest.read()
    if (answer.ok) setValue(answer.value)
    else setFailure(answer.error)
  }, [rest])
  useEffect(() => {
    let isCurrent = true
    void rest.read().then((answer) => {
      if (!isCurrent) return
      if (answer.ok) setValue(answer.value)
      else setFailure(answer.error)
    })
    return () => {
      isCurrent = false
    }
  }, [rest])

  const act = useCallback(
    async (work: () => Promise<Result<null, AdministrationFailure>>): Promise<boolean> => {
      setFailure(null)
      setBusy(true)
      const done = await work()
      if (done.ok) await read()
      else setFailure(done.error)
      setBusy(false)
      return done.ok
    },
    [read],
  )
  const reload = useCallback(() => {
    setFailure(null)
    void read()
  }, [read])
  return { value, failure, isBusy, rest, act, reload }
}
