import { Button } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'

import type { TelephonyView } from '#shared/contract/telephony'
import type { Telephony } from '#shared/domain/telephony'

import { useTranslation } from '../../../../i18n/use-translation'
import { useDeskData } from '../../../../data/desk-data-context'
import { hubConnection } from '../../../../ipc/hub-connection'
import { InlineError } from '../../../../ui/InlineError'
import { Section } from '../../../../ui/Section'
import { useObserved } from '../../../../ui/use-observed'
import { createTelephonyRest, type TelephonyRest, type TelephonyRestFailure } from '../../model/telephony-rest'
import { TelephonyEditor } from './TelephonyEditor'

/** АТС: the company's cloud PBX, whose calls stand in the clients' timelines. */
export function TelephonySection() {
  const rest = useMemo(() => {
    const hub = hubConnection()
    return createTelephonyRest(
      () => hub.getState().value,
      (url, init) => fetch(url, init),
    )
  }, [])
  return <TelephonyPage rest={rest} />
}

export function TelephonyPage({ rest }: { readonly rest: TelephonyRest }) {
  const { t } = useTranslation('admin')
  const [view, setView] = useState<TelephonyView | null>(null)
  const [failure, setFailure] = useState<TelephonyRestFailure | null>(null)
  const load = useCallback(() => {
    void rest.read().then((found) => {
      setFailure(found.ok ? null : found.error)
      if (found.ok) setView(found.value)
    })
  }, [rest])
  // The hub asks the PBX for its employees by itself, some time after it was connected.
  const data = useDeskData()
  const told = useObserved<Telephony | null>(
    useCallback((listener: (told: Telephony | null) => void) => data.observeTelephony(listener), [data]),
    null,
  )
  const employees = JSON.stringify(told?.employees ?? [])
  useEffect(load, [load, employees])
  return (
    <Section title={t('telephony.title')} intro={t('telephony.intro')}>
      {failure && (
        <InlineError
          actions={
            <Button size="compact-sm" variant="subtle" onClick={load}>
              {t('again')}
            </Button>
          }
        >
          {t(`telephony.failure.${failure}`)}
        </InlineError>
      )}
      {view && <TelephonyEditor view={view} rest={rest} onView={setView} onReload={load} />}
    </Section>
  )
}
