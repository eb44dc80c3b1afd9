import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { EmptyState } from '../../../ui/EmptyState'
import { FailedState } from '../../../ui/FailedState'
import { NoRecords } from '../../../ui/illustrations/NoRecords'
import { NoRights } from '../../../ui/illustrations/NoRights'
import { Offline } from '../../../ui/illustrations/Offline'
import { InlineError } from '../../../ui/InlineError'
import type { Pages } from '../model/use-pages'
import classes from './Duties.module.css'

export interface PageFrameProps<T> {
  readonly pages: Pages<T>
  readonly empty: { readonly title: string; readonly hint: string }
  readonly children: (entries: readonly T[], isBusy: boolean) => ReactNode
}

/** A list that comes in pages: why it is not there, that there is nothing, and more of it. */
export function PageFrame<T>({ pages, empty, children }: PageFrameProps<T>) {
  const { t } = useTranslation('duties')
  const { entries, failure, isBusy, more, again } = pages
  return (
    <>
      {failure && !entries && (
        <FailedState
          picture={failure === 'notAllowed' ? <NoRights /> : <Offline />}
          title={t(`failure.${failure}`)}
          action={
            <Button variant="light" onClick={again}>
              {t('again')}
            </Button>
          }
        />
      )}
      {failure && entries && (
        <InlineError
          actions={
            <Button size="compact-sm" variant="subtle" onClick={again}>
              {t('again')}
            </Button>
          }
        >
          {t(`failure.${failure}`)}
        </InlineError>
      )}
      {!entries && !failure && <Skeleton height={160} radius={8} aria-label={t('loading')} />}
      {entries?.length === 0 && !isBusy && <EmptyState picture={<NoRecords />} title={empty.title} hint={empty.hint} />}
      {entries && entries.length > 0 && children(entries, isBusy)}
      {more && (
        <Button className={classes.more ?? ''} size="compact-sm" variant="default" loading={isBusy} onClick={more}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
