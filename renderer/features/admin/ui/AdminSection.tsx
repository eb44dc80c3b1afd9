import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

import type { Administration } from '#shared/contract/administration'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { Section } from '../../../ui/Section'
import { useAdministration, type AdministrationState } from '../model/use-administration'

export interface AdminSectionProps {
  readonly title: string
  readonly intro?: string
  /** The way back to where this was opened from. */
  readonly back?: ReactNode
  readonly children: (value: Administration, state: AdministrationState) => ReactNode
}

/** A page of settings that the hub keeps: waits for them, says why they are not there. */
export function AdminSection({ title, intro, back, children }: AdminSectionProps) {
  const { t } = useTranslation('admin')
  const state = useAdministration()
  return (
    <Section title={title} {...(intro === undefined ? {} : { intro })} back={back}>
      {state.failure && (
        <InlineError
          actions={
            state.value === null && (
              <Button size="compact-sm" variant="subtle" onClick={state.reload}>
                {t('again')}
              </Button>
            )
          }
        >
          {t(`failure.${state.failure}`)}
        </InlineError>
      )}
      {state.value && children(state.value, state)}
    </Section>
  )
}
