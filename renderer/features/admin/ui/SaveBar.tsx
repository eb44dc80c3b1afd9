import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { IconCircleCheck } from '../../../ui/icons'
import classes from './Admin.module.css'

export interface SaveBarProps {
  readonly isChanged: boolean
  readonly isBusy: boolean
  readonly isSaved: boolean
  readonly onReset: () => void
}

/** At the end of a form: save, put back, and the word that it is saved. */
export function SaveBar({ isChanged, isBusy, isSaved, onReset }: SaveBarProps) {
  const { t } = useTranslation('admin')
  return (
    <Group gap={8} mt={16}>
      <Button type="submit" loading={isBusy} disabled={!isChanged} title={isChanged ? undefined : t('nothingChanged')}>
        {t('save')}
      </Button>
      {isChanged && (
        <Button variant="subtle" onClick={onReset}>
          {t('reset')}
        </Button>
      )}
      {isSaved && !isChanged && (
        <span role="status" className={classes.saved}>
          <IconCircleCheck size={16} stroke={1.8} aria-hidden /> {t('saved')}
        </span>
      )}
    </Group>
  )
}
