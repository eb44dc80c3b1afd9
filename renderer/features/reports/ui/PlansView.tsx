import { Button, Skeleton } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { v7 as newId } from 'uuid'

import type { PlannedReport } from '#shared/contract/report-plans'

import { useTranslation } from '../../../i18n/use-translation'
import type { HubFailure } from '../../../ipc/hub-ask'
import { EmptyState } from '../../../ui/EmptyState'
import { IconPlus } from '../../../ui/icons'
import { NoLetters } from '../../../ui/illustrations/NoLetters'
import { InlineError } from '../../../ui/InlineError'
import { formOf, newPlan, type PlanForm as Typed } from '../model/plan-form'
import { createPlansRest } from '../model/plans-rest'
import { useAsked } from '../model/use-asked'
import { AskFailure } from './AskFailure'
import { PlanCard } from './PlanCard'
import { PlanForm } from './PlanForm'
import classes from './Plans.module.css'

interface Edited {
  readonly id: string
  readonly form: Typed
  readonly isOn: boolean
}

/** Reports that go out by e-mail by themselves (spec V4). */
export function PlansView() {
  const { t, i18n } = useTranslation('reports')
  const rest = useMemo(() => createPlansRest(), [])
  const asked = useAsked(useCallback(() => rest.list(), [rest]))
  const [edited, setEdited] = useState<Edited | null>(null)
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const list = asked.value

  const settle = async (done: ReturnType<typeof rest.save>): Promise<boolean> => {
    const answer = await done
    setFailure(answer.ok ? null : answer.error)
    if (answer.ok) asked.again()
    return answer.ok
  }
  const begin = (): void => {
    const language = i18n.language === 'en' ? 'en' : 'ru'
    setEdited({ id: newId(), form: newPlan(language, t('plans.newName')), isOn: true })
  }
  const switched = ({ id, plan }: PlannedReport, isOn: boolean): void => {
    void settle(rest.save(id, { plan, isOn }))
  }
  if (asked.failure && !list) return <AskFailure isAlone failure={asked.failure} onAgain={asked.again} />
  if (!list) return <Skeleton height={160} radius={8} aria-label={t('loading')} />
  return (
    <section className={classes.root} aria-label={t('view.plans')}>
      {!list.hasMail && <InlineError tone="warn">{t('plans.noMail')}</InlineError>}
      {failure && <InlineError>{t(`failure.${failure}`)}</InlineError>}
      {edited ? (
        <PlanForm
          key={edited.id}
          form={edited.form}
          timeZone={list.timeZone}
          onSave={async (plan) => {
            const isSaved = await settle(rest.save(edited.id, { plan, isOn: edited.isOn }))
            if (isSaved) setEdited(null)
            return isSaved
          }}
          onCancel={() => {
            setEdited(null)
          }}
        />
      ) : (
        <div className={classes.head}>
          <p>{t('plans.intro')}</p>
          <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={begin}>
            {t('plans.add')}
          </Button>
        </div>
      )}
      {list.plans.length === 0 && !edited && (
        <EmptyState picture={<NoLetters />} title={t('plans.none')} hint={t('plans.noneHint')} />
      )}
      {list.plans
        .filter(({ id }) => id !== edited?.id)
        .map((planned) => (
          <PlanCard
            key={planned.id}
            planned={planned}
            hasMail={list.hasMail}
            onSwitch={(isOn) => {
              switched(planned, isOn)
            }}
            onEdit={() => {
              setEdited({ id: planned.id, form: formOf(planned.plan), isOn: planned.isOn })
            }}
            onSend={() => settle(rest.send(planned.id, newId()))}
            onRemove={() => {
              void settle(rest.remove(planned.id))
            }}
            onLook={asked.again}
          />
        ))}
    </section>
  )
}
