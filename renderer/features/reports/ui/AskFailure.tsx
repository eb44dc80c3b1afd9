import { Button } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import type { HubFailure } from '../../../ipc/hub-ask'
import { FailedState } from '../../../ui/FailedState'
import { Offline } from '../../../ui/illustrations/Offline'
import { InlineError } from '../../../ui/InlineError'

export interface AskFailureProps {
  readonly failure: HubFailure
  /** Nothing of the answer before is on the screen. */
  readonly isAlone: boolean
  readonly onAgain: () => void
}

export function AskFailure({ failure, isAlone, onAgain }: AskFailureProps) {
  const { t } = useTranslation('reports')
  const words = t(`failure.${failure}`)
  if (isAlone)
    return (
      <FailedState
        picture={<Offline />}
        title={words}
        action={
          <Button variant="light" onClick={onAgain}>
            {t('again')}
          </Button>
        }
      />
    )
  return (
    <InlineError
      actions={
        <Button size="compact-sm" variant="subtle" onClick={onAgain}>
          {t('again')}
        </Button>
      }
    >
      {words}
    </InlineError>
  )
}
