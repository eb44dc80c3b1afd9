import { useCallback } from 'react'

import { useTranslation } from '../i18n/use-translation'
import type { LostUnsent } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { useObserved } from '../ui/use-observed'

/** So many clients are named; more would take the place of the chats. */
const NAMED = 5

/** What a lost key has taken along: how much, and in whose conversations. */
export function LostWords() {
  const { t } = useTranslation('shell')
  const { t: common } = useTranslation('common')
  const data = useDeskData()
  const lost = useObserved<LostUnsent | null>(
    useCallback((listener: (lost: LostUnsent | null) => void) => data.observeLost(listener), [data]),
    null,
  )
  if (!lost || lost.messages + lost.drafts === 0) return null
  const named = lost.chats.slice(0, NAMED).map((name) => name || common('guest'))
  const more = lost.chats.length - named.length
  return (
    <>
      {lost.messages > 0 && <>{t('banner.lostMessages', { count: lost.messages })} </>}
      {lost.drafts > 0 && <>{t('banner.lostDrafts', { count: lost.drafts })} </>}
      {named.length > 0 && (
        <>{t(more > 0 ? 'banner.lostInMore' : 'banner.lostIn', { chats: named.join(', '), count: more })} </>
      )}
    </>
  )
}
