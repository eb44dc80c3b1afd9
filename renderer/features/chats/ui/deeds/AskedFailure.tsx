import { Button } from '@mantine/core'

import { useTranslation } from '../../../../i18n/use-translation'
import type { AskFailure } from '../../../../data/desk-data'
import { InlineError } from '../../../../ui/InlineError'

const KNOWN = [
  'offline',
  'notFound',
  'noResponse',
  'unreadable',
  'viewLimit',
  'unsupported',
  'tariff',
  'forbidden',
  'notAuthorised',
] as const
/** The same would come of the same question: what was asked has to be put right. */
const LASTING: ReadonlySet<AskFailure> = new Set(['unreadable', 'viewLimit'])

/** Why the channel could not be asked, and how to ask again. */
export function AskedFailure({ failure, onRetry }: { readonly failure: AskFailure; readonly onRetry: () => void }) {
  const { t } = useTranslation(['chats', 'common'])
  const key = KNOWN.find((known) => known === failure) ?? 'unavailable'
  return (
    <InlineError
      tone="warn"
      actions={
        LASTING.has(failure) ? undefined : (
          <Button size="compact-sm" variant="subtle" onClick={onRetry}>
            {t('common:retry')}
          </Button>
        )
      }
    >
      {t(`deed.failure.${key}`)}
    </InlineError>
  )
}
