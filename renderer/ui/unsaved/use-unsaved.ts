import { useEffect, useRef, useState } from 'react'

import type { FormNow, UnsavedForm } from './leave-guard'
import { useLeaveGuard } from './leave-guard-context'

/** Guards what is typed in a form while `isChanged`. Answers how to leave this form alone, e.g. to close its dialog. */
export function useUnsaved({ isChanged, save, discard }: UnsavedForm & { readonly isChanged: boolean }) {
  const guard = useLeaveGuard()
  const latest = useRef<UnsavedForm>({ save, discard })
  useEffect(() => {
    latest.current = { save, discard }
  })
  const [now] = useState<FormNow>(() => () => latest.current)
  useEffect(() => {
    if (!isChanged) return
    const registration = guard.add(now)
    return () => {
      registration.dispose()
    }
  }, [guard, now, isChanged])
  return (go: () => void): void => {
    guard.leave(go, now)
  }
}
