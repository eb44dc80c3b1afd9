import { Button } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'

import type { ServiceTargets } from '#shared/domain/wall/service-targets'

import { useTranslation } from '../../../i18n/use-translation'
import type { HubFailure } from '../../../ipc/hub-ask'
import { hubConnection } from '../../../ipc/hub-connection'
import { InlineError } from '../../../ui/InlineError'
import { Section } from '../../../ui/Section'
import { createTargetsRest } from '../model/targets-rest'
import type { Names } from '../model/use-names'
import { TargetsForm } from './TargetsForm'

/** How soon clients are to be answered (spec V7). */
export function TargetsSection({ names }: { readonly names: Names }) {
  const { t } = useTranslation('supervisor')
  const rest = useMemo(
    () =>
      createTargetsRest(
        () => hubConnection().getState().value,
        (url, init) => fetch(url, init),
      ),
    [],
  )
  const [targets, setTargets] = useState<ServiceTargets | null>(null)
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isCurrent = true
    void rest.read().then((answer) => {
      if (!isCurrent) return
      if (answer.ok) setTargets(answer.value)
      setFailure(answer.ok ? null : answer.error)
    })
    return () => {
      isCurrent = false
    }
  }, [rest, attempt])
  return (
    <Section title={t('targets.title')} intro={t('targets.intro')} level={2}>
      {failure && (
        <InlineError
          actions={
            targets === null && (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => {
                  setAttempt(attempt + 1)
                }}
              >
                {t('again')}
              </Button>
            )
          }
        >
          {t(`failure.${failure}`)}
        </InlineError>
      )}
      {targets && (
        <TargetsForm
          targets={targets}
          names={names}
          onSave={async (wished) => {
            const answer = await rest.save(wished)
            if (answer.ok) setTargets(wished)
            setFailure(answer.ok ? null : answer.error)
            return answer.ok
          }}
        />
      )}
    </Section>
  )
}
