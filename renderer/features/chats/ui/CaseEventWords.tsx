import type { CaseEvent } from '#shared/domain/case'

import { useTranslation } from '../../../i18n/use-translation'
import {
  IconArrowBackUp,
  IconCheck,
  IconCircleCheck,
  IconClock,
  IconInbox,
  IconInfoCircle,
  IconRobot,
  IconUserShare,
} from '../../../ui/icons'
import { useClock } from '../../../ui/clock-context'
import { formatDue } from '../../../ui/time'
import { numberFormat } from '../../../ui/number-format'
import classes from './TimelineLine.module.css'
import { useNames } from './names'

/** What happened to the case, in one calm line. */
export function CaseEventWords({ event }: { readonly event: CaseEvent }) {
  const words = useEventWords(event)
  return (
    <>
      <EventIcon event={event} />
      <span className={classes.words}>{words}</span>
    </>
  )
}

function useEventWords(event: CaseEvent): string {
  const { t, i18n } = useTranslation('cases')
  const names = useNames()
  const clock = useClock()
  switch (event.kind) {
    case 'opened':
      return t('event.opened', { number: numberFormat(i18n.language).format(event.number) })
    case 'queued':
      return t(`event.queued.${event.why}`, { team: names.team(event.teamId) })
    case 'assigned':
      return t(`event.assigned.${event.how}`, { name: names.agent(event.agentId) })
    case 'transferred': {
      const to = event.to.kind === 'agent' ? names.agent(event.to.agentId) : names.team(event.to.teamId)
      return t('event.transferred', { by: names.agent(event.byAgentId), to })
    }
    case 'withBot':
      return t('event.withBot', { bot: names.bot(event.botId) })
    case 'botFailed':
      return t(`event.botFailed.${event.why}`, { bot: names.bot(event.botId) })
    case 'topicSet': {
      const by = names.agent(event.byAgentId)
      return event.topicId === null
        ? t('event.topicCleared', { by })
        : t('event.topicSet', { by, topic: names.topic(event.topicId) })
    }
    case 'targetMissed':
      return t('event.targetMissed', { minutes: Math.ceil(event.targetMs / MINUTE_MS) })
    case 'snoozed':
      return event.untilMs === null
        ? t('event.snoozedUntilReply', { name: names.agent(event.byAgentId) })
        : t('event.snoozed', {
            name: names.agent(event.byAgentId),
            time: formatDue(event.untilMs, clock.now(), i18n.language),
          })
    case 'snoozeEnded':
      return t(`event.snoozeEnded.${event.why}`, { name: names.agent(event.agentId) })
    case 'snoozeUndone':
      return t('event.snoozeUndone', { name: names.agent(event.byAgentId) })
    case 'closed':
      switch (event.by.kind) {
        case 'agent':
          return t('event.closed.agent', { name: names.agent(event.by.agentId) })
        case 'bot':
          return t('event.closed.bot', { bot: names.bot(event.by.botId) })
        case 'timeout':
          return t('event.closed.timeout')
        case 'channelRemoved':
          return t('event.closed.channelRemoved')
      }
  }
}

const MINUTE_MS = 60_000
const ICON = { size: 15, 'aria-hidden': true } as const

function EventIcon({ event }: { readonly event: CaseEvent }) {
  switch (event.kind) {
    case 'opened':
    case 'topicSet':
      return <IconInfoCircle {...ICON} />
    case 'queued':
      return event.why === 'new' ? <IconInbox {...ICON} /> : <IconArrowBackUp {...ICON} />
    case 'assigned':
      return <IconCheck {...ICON} />
    case 'transferred':
      return <IconUserShare {...ICON} />
    case 'withBot':
    case 'botFailed':
      return <IconRobot {...ICON} />
    case 'targetMissed':
    case 'snoozed':
    case 'snoozeEnded':
    case 'snoozeUndone':
      return <IconClock {...ICON} />
    case 'closed':
      return <IconCircleCheck {...ICON} />
  }
}
