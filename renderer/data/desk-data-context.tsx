import { createContext, use, type ReactNode } from 'react'

import type { DeskData } from './desk-data'

const DeskDataContext = createContext<DeskData | null>(null)

export function DeskDataProvider({ data, children }: { readonly data: DeskData; readonly children: ReactNode }) {
  return <DeskDataContext value={data}>{children}</DeskDataContext>
}

export function useDeskData(): DeskData {
  const data = use(DeskDataContext)
  if (!data) throw new Error('useDeskData needs a DeskDataProvider above it')
  return data
}
