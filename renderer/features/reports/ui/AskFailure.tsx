import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { HubFailure } from '../../../ipc/hub-ask'
import { InlineError } from '../../../ui/InlineError'

export interface AskFailureProps {
  readonly failure: HubFailure
  readonly onAgain: () => void
}

export function AskFailure({ failure, onAgain }: AskFailureProps) {
  const { t } = useTranslation('reports')
  return (
    <InlineError
      actions={
        <Button size="compact-sm" variant="subtle" onClick={onAgain}>
          {t('again')}
        </Button>
      }
    >
      {t(`failure.${failure}`)}
    </InlineError>
  )
}
