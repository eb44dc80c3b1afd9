import { Button } from '@mantine/core'
import { useCallback } from 'react'

import { clientNameOf } from '#shared/domain/client-name'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconSearch } from '../../../ui/icons'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { useObserved } from '../../../ui/use-observed'
import type { FoundPlace } from '../model/chats.store'
import classes from './FoundStrip.module.css'
import type { PlaceState } from './use-found-place'

export interface FoundStripProps {
  readonly found: FoundPlace
  readonly state: PlaceState
  readonly onLeave: () => void
}

/** Says for which words one is here, and leads back to where one was. */
export function FoundStrip({ found, state, onLeave }: FoundStripProps) {
  const { t } = useTranslation(['chats', 'common'])
  const keyWords = useKeyWords()
  const data = useDeskData()
  const { from } = found
  const before = useObserved<ChatRow | null>(
    useCallback(
      (listener: (chat: ChatRow | null) => void) =>
        from === null ? { dispose: () => undefined } : data.observeChat(from, listener),
      [data, from],
    ),
    null,
  )
  const label = before ? t('foundHere.back', { name: clientNameOf(before) || t('common:guest') }) : t('foundHere.toEnd')
  return (
    <div className={classes.strip} role="status">
      <IconSearch size={16} aria-hidden />
      <span className={classes.words}>
        {state === 'there' ? t('foundHere.title', { typed: found.typed.trim() }) : t(`foundHere.${state}`)}
      </span>
      <Button size="compact-sm" variant="default" title={keyWords.beside(label, 'leaveFound')} onClick={onLeave}>
        {label}
      </Button>
    </div>
  )
}
