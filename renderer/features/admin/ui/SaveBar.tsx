import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { IconCircleCheck } from '../../../ui/icons'
import classes from './Admin.module.css'

export interface SaveBarProps {
  readonly isChanged: boolean
  readonly isBusy: boolean
  readonly isSaved: boolean
  /** Why it cannot be saved as it is. */
  readonly blockedBy?: string | null
  readonly onReset: () => void
  /** What else can be done with the form as it is. */
  readonly children?: ReactNode
}

/** At the end of a form: save, put back, and the word that it is saved. */
export function SaveBar({ isChanged, isBusy, isSaved, blockedBy = null, onReset, children }: SaveBarProps) {
  const { t } = useTranslation('admin')
  const reason = isChanged ? blockedBy : t('nothingChanged')
  return (
    <Group gap={8} mt={16}>
      <Button type="submit" loading={isBusy} disabled={reason !== null} title={reason ?? undefined}>
        {t('save')}
      </Button>
      {isChanged && (
        <Button variant="subtle" onClick={onReset}>
          {t('reset')}
        </Button>
      )}
      {children}
      {isSaved && !isChanged && (
        <span role="status" className={classes.saved}>
          <IconCircleCheck size={16} stroke={1.8} aria-hidden /> {t('saved')}
        </span>
      )}
    </Group>
  )
}
