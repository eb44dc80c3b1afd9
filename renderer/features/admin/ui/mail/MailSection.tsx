import { Button } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'

import type { MailView } from '#shared/contract/mail-admin'

import { useTranslation } from '../../../../i18n/use-translation'
import { hubConnection } from '../../../../ipc/hub-connection'
import { InlineError } from '../../../../ui/InlineError'
import { Section } from '../../../../ui/Section'
import { createMailRest, type MailFailure, type MailRest } from '../../model/mail-rest'
import { MailEditor } from './MailEditor'

/** Почта (spec N1): the server through which visitors of the site chat hear of answers. */
export function MailSection() {
  const rest = useMemo(() => {
    const hub = hubConnection()
    return createMailRest(
      () => hub.getState().value,
      (url, init) => fetch(url, init),
    )
  }, [])
  return <MailPage rest={rest} />
}

export function MailPage({ rest }: { readonly rest: MailRest }) {
  const { t } = useTranslation('admin')
  const [view, setView] = useState<MailView | null>(null)
  const [failure, setFailure] = useState<MailFailure | null>(null)
  const load = useCallback(() => {
    void rest.read().then((found) => {
      setFailure(found.ok ? null : found.error)
      if (found.ok) setView(found.value)
    })
  }, [rest])
  useEffect(load, [load])
  return (
    <Section title={t('mail.title')} intro={t('mail.intro')}>
      {failure && (
        <InlineError
          actions={
            <Button size="compact-sm" variant="subtle" onClick={load}>
              {t('again')}
            </Button>
          }
        >
          {t(`mail.failure.${failure}`)}
        </InlineError>
      )}
      {view && <MailEditor view={view} rest={rest} onView={setView} />}
    </Section>
  )
}
