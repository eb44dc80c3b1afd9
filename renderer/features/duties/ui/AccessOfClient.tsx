import { Button, Modal } from '@mantine/core'
import { useMemo, useState } from 'react'

import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { createDutiesRest, type DutiesRest } from '../model/duties-rest'
import { NO_FILTER } from '../model/duty-filter'
import { usePages } from '../model/use-pages'
import { AccessTable } from './AccessTable'
import classes from './Duties.module.css'
import { PageFrame } from './PageFrame'

export interface AccessOfClientProps {
  readonly chatId: ChatId
  readonly name: string
  /** Another one, for tests. */
  readonly rest?: DutiesRest
}

/** «Кто смотрел» on a client's card: whoever looked at any conversation of theirs. */
export function AccessOfClient({ chatId, name, rest }: AccessOfClientProps) {
  const { t } = useTranslation('duties')
  const [isOpen, setOpen] = useState(false)
  const made = useMemo(() => createDutiesRest(), [])
  return (
    <>
      <Button
        size="compact-sm"
        variant="light"
        onClick={() => {
          setOpen(true)
        }}
      >
        {t('access.ofClient')}
      </Button>
      <Modal
        opened={isOpen}
        size={640}
        title={t('access.ofClientTitle', { name: name || t('noName') })}
        closeButtonProps={{ 'aria-label': t('retention.close') }}
        onClose={() => {
          setOpen(false)
        }}
      >
        <Looks chatId={chatId} rest={rest ?? made} />
      </Modal>
    </>
  )
}

function Looks({ chatId, rest }: { readonly chatId: ChatId; readonly rest: DutiesRest }) {
  const { t } = useTranslation('duties')
  const filter = useMemo(() => ({ ...NO_FILTER, chatId }), [chatId])
  const pages = usePages(rest.access, filter)
  return (
    <>
      <p className={classes.note}>{t('access.note')}</p>
      <PageFrame pages={pages} empty={{ title: t('access.empty'), hint: t('access.emptyHint') }}>
        {(entries, isBusy) => <AccessTable entries={entries} isBusy={isBusy} isOfOne />}
      </PageFrame>
    </>
  )
}
