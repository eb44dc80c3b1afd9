import { createContext, use, type ReactNode } from 'react'

import { LeaveGuard } from './leave-guard'
import { LeaveQuestionDialog } from './LeaveQuestionDialog'

const Context = createContext(new LeaveGuard())

export interface LeaveGuardProviderProps {
  readonly guard: LeaveGuard
  readonly children: ReactNode
}

export function LeaveGuardProvider({ guard, children }: LeaveGuardProviderProps) {
  return (
    <Context value={guard}>
      {children}
      <LeaveQuestionDialog guard={guard} />
    </Context>
  )
}

export function useLeaveGuard(): LeaveGuard {
  return use(Context)
}
