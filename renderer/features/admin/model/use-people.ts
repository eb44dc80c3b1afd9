import { useCallback, useEffect, useMemo, useState } from 'react'

import type { Result } from '#shared/lib/result'

import { hubConnection } from '../../../ipc/hub-connection'
import { createPeopleRest, type PeopleFailure, type PeopleRest, type TeamPeople } from './people-rest'

export interface PeopleState {
  /** `undefined` until the hub has answered, `null` where nobody signs in. */
  readonly value: TeamPeople | null | undefined
  /** Of the last thing that was tried. */
  readonly failure: PeopleFailure | null
  readonly isBusy: boolean
  readonly rest: PeopleRest
  /** Does one thing, then reads all anew. Answers what came of it. */
  readonly act: <T>(work: () => Promise<Result<T, PeopleFailure>>) => Promise<Result<T, PeopleFailure>>
  readonly reload: () => Promise<void>
}

/** Who may sign in to the team's hub, read when the screen is opened. */
export function usePeople(): PeopleState {
  const rest = useMemo(
    () =>
      createPeopleRest(
        () => hubConnection().getState().value,
        (url, init) => fetch(url, init),
      ),
    [],
  )
  const [value, setValue] = useState<TeamPeople | null | undefined>(undefined)
  const [failure, setFailure] = useState<PeopleFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const reload = useCallback(async (): Promise<void> => {
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
    async <T>(work: () => Promise<Result<T, PeopleFailure>>): Promise<Result<T, PeopleFailure>> => {
      setFailure(null)
      setBusy(true)
      const done = await work()
      if (!done.ok) setFailure(done.error)
      await reload()
      setBusy(false)
      return done
    },
    [reload],
  )
  return { value, failure, isBusy, rest, act, reload }
}
