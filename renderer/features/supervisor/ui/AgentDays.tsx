import { Select, Skeleton } from '@mantine/core'
import { useCallback, useEffect, useId, useState } from 'react'

import type { AgentDaysReply } from '#shared/contract/agent-days'
import type { Agent } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import type { HubFailure } from '../../../ipc/hub-ask'
import { hubConnection } from '../../../ipc/hub-connection'
import { DayField } from '../../../ui/DayField'
import { EmptyState } from '../../../ui/EmptyState'
import { NoClients } from '../../../ui/illustrations/NoClients'
import { InlineError } from '../../../ui/InlineError'
import { LinkButton } from '../../../ui/LinkButton'
import { useObserved } from '../../../ui/use-observed'
import { fetchAgentDays } from '../model/agent-days-rest'
import { dayOfField, dayPeriod } from '../model/day-period'
import type { Names } from '../model/use-names'
import classes from './AgentDays.module.css'
import { AgentDaysTable } from './AgentDaysTable'

const ALL = 'all'
const NOBODY: readonly Agent[] = []

export interface AgentDaysProps {
  /** By the hub's clock. */
  readonly nowMs: number
  readonly names: Names
  /** Whom alone; `null`: everybody. */
  readonly only: AgentId | null
  readonly onOnly: (id: AgentId | null) => void
}

/** How agents spent a day: statuses, cases and calls (spec V3). */
export function AgentDays({ nowMs, names, only, onOnly }: AgentDaysProps) {
  const { t } = useTranslation('supervisor')
  const ids = { day: useId(), team: useId() }
  const today = dayOfField(nowMs)
  const [day, setDay] = useState(today)
  const [teamId, setTeamId] = useState(ALL)
  const { reply, failure } = useDay(day, day === today ? Math.floor(nowMs / MINUTE_MS) : 0)
  const data = useDeskData()
  const agents = useObserved(
    useCallback((listener: (agents: readonly Agent[]) => void) => data.observeAgents(listener), [data]),
    NOBODY,
  )
  const period = dayPeriod(day)
  const isOfTeam = (id: AgentId): boolean =>
    teamId === ALL || agents.find((agent) => agent.id === id)?.teamIds.some((each) => each === teamId) === true
  const days = reply?.days.filter(({ agentId }) => (only === null ? isOfTeam(agentId) : agentId === only)) ?? []
  return (
    <section className={classes.root} aria-label={t('days.title')}>
      <div className={classes.choice}>
        <label htmlFor={ids.day}>{t('days.day')}</label>
        <DayField
          id={ids.day}
          w={150}
          size="xs"
          maxDate={today}
          isClearable={false}
          value={day || null}
          onChange={(chosen) => {
            setDay(chosen ?? '')
          }}
        />
        <label htmlFor={ids.team}>{t('days.team')}</label>
        <Select
          id={ids.team}
          size="xs"
          w={200}
          allowDeselect={false}
          value={teamId}
          data={[
            { value: ALL, label: t('days.allTeams') },
            ...names.teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => {
            setTeamId(value ?? ALL)
            onOnly(null)
          }}
        />
        {only !== null && (
          <span>
            {t('days.only', { name: names.agent(only) })}{' '}
            <LinkButton
              onClick={() => {
                onOnly(null)
              }}
            >
              {t('days.everybody')}
            </LinkButton>
          </span>
        )}
      </div>
      {failure && <InlineError>{t(`failure.${failure}`)}</InlineError>}
      {period === null && <InlineError>{t('days.noDay')}</InlineError>}
      {period !== null && reply === null && failure === null && (
        <Skeleton height={200} radius={8} aria-label={t('days.loading')} />
      )}
      {period !== null && reply !== null && (
        <>
          {lacksMarks(reply) && <p className={classes.note}>{t('days.marksPartly')}</p>}
          {days.length === 0 ? (
            <EmptyState picture={<NoClients />} title={t('days.nobody')} hint={t('days.nobodyHint')} />
          ) : (
            <AgentDaysTable days={days} startMs={period.fromMs} nameOf={names.agent} />
          )}
        </>
      )}
    </section>
  )
}

const MINUTE_MS = 60_000

/** Somebody worked before the log begins by which cases and calls are counted. */
function lacksMarks({ marksFromMs, days }: AgentDaysReply): boolean {
  const keptMs = marksFromMs ?? Infinity
  const worked = days.flatMap(({ spans }) => spans.filter(({ status }) => status !== 'offline'))
  return worked.some(({ fromMs }) => fromMs < keptMs - MINUTE_MS)
}

/** Asked again each minute of today; what came late for another day is not shown for this one. */
function useDay(day: string, minute: number): { reply: AgentDaysReply | null; failure: HubFailure | null } {
  const [answer, setAnswer] = useState<{
    readonly day: string
    readonly reply: AgentDaysReply | null
    readonly failure: HubFailure | null
  } | null>(null)
  useEffect(() => {
    const period = dayPeriod(day)
    if (period === null) return undefined
    let isCurrent = true
    const connection = () => hubConnection().getState().value
    void fetchAgentDays(connection, period, (url, init) => fetch(url, init)).then((told) => {
      if (!isCurrent) return
      setAnswer((before) =>
        told.ok
          ? { day, reply: told.value, failure: null }
          : { day, reply: before?.day === day ? before.reply : null, failure: told.error },
      )
    })
    return () => {
      isCurrent = false
    }
  }, [day, minute])
  return answer?.day === day ? answer : { reply: null, failure: null }
}
