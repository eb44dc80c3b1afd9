import { useCallback } from 'react'

import type { SyncStatus } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { useTranslation } from '../../../i18n/use-translation'
import { useObserved } from '../../../ui/use-observed'
import classes from './Timeline.module.css'

/** Under a conversation of which the newest words are still to come: the list tells of them already. */
export function NewestLine() {
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const observe = useCallback((listener: (status: SyncStatus) => void) => data.observeSync(listener), [data])
  const status = useObserved<SyncStatus | null>(observe, null)
  const isComing = status?.kind === 'catchingUp' || status?.kind === 'online'
  return <div className={classes.newest}>{t(isComing ? 'timeline.loadingNewest' : 'timeline.newestOffline')}</div>
}
