import { Button } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import { IconEyeOff } from '../../../ui/icons'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import classes from './Watching.module.css'

export interface WatchStripProps {
  readonly onJoin: () => void
  readonly onLeave: () => void
}

/** Says all the time that one looks on, what that means, and how it ends (spec V2). */
export function WatchStrip({ onJoin, onLeave }: WatchStripProps) {
  const { t } = useTranslation(['chats', 'common'])
  const keyWords = useKeyWords()
  return (
    <div className={classes.strip} role="status">
      <IconEyeOff size={18} aria-hidden />
      <div className={classes.words} title={t('watch.meaning')}>
        <b>{t('watch.title')}</b> {t('watch.hint')}
      </div>
      <Button size="compact-sm" variant="default" onClick={onJoin}>
        {t('watch.join')}
      </Button>
      <Button size="compact-sm" variant="subtle" title={keyWords.beside(t('watch.leave'), 'back')} onClick={onLeave}>
        {t('watch.leave')}
      </Button>
    </div>
  )
}
