import { Tooltip } from '@mantine/core'
import { memo } from 'react'

import type { ActionId } from '#shared/domain/keys/actions'

import { useTranslation } from '../i18n/use-translation'
import type { IconPhone } from '../ui/icons'
import { useKeyWords } from '../ui/keys/use-key-words'
import { Keys } from '../ui/Keys'
import type { DeskPage } from './desk.store'
import classes from './Rail.module.css'

export interface RailPlaceProps {
  readonly page: DeskPage
  readonly Icon: typeof IconPhone
  readonly action: ActionId
  readonly isHere: boolean
  readonly badge: number
  readonly label: string
  readonly onPage: (page: DeskPage) => void
}

/** Kept while nothing of it has changed: with each message the badges are counted, and a tooltip is dear to draw. */
export const RailPlace = memo(function RailPlace({ page, Icon, action, isHere, badge, label, onPage }: RailPlaceProps) {
  const { t } = useTranslation('shell')
  const keyWords = useKeyWords()
  return (
    <Tooltip label={<Keys label={t(page)} action={action} />} position="right" disabled={isHere}>
      <a
        href={`#${page}`}
        className={classes.place}
        aria-label={label}
        aria-current={isHere ? 'page' : undefined}
        aria-keyshortcuts={keyWords.aria(action)}
        draggable={false}
        onClick={(event) => {
          event.preventDefault()
          onPage(page)
        }}
      >
        <Icon size={22} stroke={1.6} aria-hidden />
        {badge > 0 && (
          <span className={classes.badge} aria-hidden>
            {badge > 99 ? '99+' : badge}
          </span>
        )}
      </a>
    </Tooltip>
  )
})
