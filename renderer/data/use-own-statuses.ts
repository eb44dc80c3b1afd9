import { useCallback } from 'react'

import type { Directory } from '#shared/domain/directory'
import type { OwnStatus } from '#shared/domain/own-status'

import { useObserved } from '../ui/use-observed'
import { useDeskData } from './desk-data-context'

const NONE: readonly OwnStatus[] = []

/** The company's own statuses in the order of the menu, removed ones too. */
export function useOwnStatuses(): readonly OwnStatus[] {
  const data = useDeskData()
  const directory = useObserved<Directory | null>(
    useCallback((listener: (directory: Directory) => void) => data.observeDirectory(listener), [data]),
    null,
  )
  return directory?.statuses ?? NONE
}
