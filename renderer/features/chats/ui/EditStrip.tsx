import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../i18n/use-translation'
import { useNow } from '../../../ui/clock-context'
import { IconButton } from '../../../ui/IconButton'
import { IconPencil, IconX } from '../../../ui/icons'
import { formatTimeLeft } from '../../../ui/time'
import type { EditedMessage } from '../model/composer.store'
import { isWorthTelling } from '../model/revision'
import classes from './Composer.module.css'

export interface EditStripProps {
  readonly edited: EditedMessage
  readonly channel: Channel | null
  readonly onLeave: () => void
}

/** Above the box while a sent message is changed in it: what the client will see, and how to get out. */
export function EditStrip({ edited, channel, onLeave }: EditStripProps) {
  const { t, i18n } = useTranslation('chats')
  const leftMs = edited.untilMs - useNow(1000)
  const editing = channel?.capabilities.editing
  return (
    <div className={classes.edit}>
      <IconPencil size={16} aria-hidden />
      <div>
        <b>{t('edit.title')}</b>{' '}
        {leftMs > 0 && isWorthTelling(leftMs) && (
          <span className="tabular">{t('timeline.deleteLeft', { left: formatTimeLeft(leftMs, i18n.language) })}</span>
        )}
        {editing && <small>{t(`edit.otherSide.${editing.otherSide}`)}</small>}
      </div>
      <IconButton label={t('edit.leave')} action="back" size={24} tooltipPosition="top" onClick={onLeave}>
        <IconX size={16} />
      </IconButton>
    </div>
  )
}
