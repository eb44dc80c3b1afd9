import type { ChatEvent } from '#shared/domain/chat-event'

import { useTranslation } from '../../../i18n/use-translation'
import { IconAlertCircle, IconClock, IconInfoCircle } from '../../../ui/icons'
import { deedWhyKey } from '../model/deed-why'
import classes from './TimelineLine.module.css'
import { useNames } from './names'

/** What happened to the conversation, in one calm line; what the channel refused stands out. */
export function ChatEventWords({ event }: { readonly event: ChatEvent }) {
  const { t } = useTranslation('chats')
  const words = useEventWords(event)
  const outcome = 'outcome' in event ? event.outcome : undefined
  if (outcome?.kind === 'refused') {
    return (
      <>
        <IconAlertCircle size={15} aria-hidden className={classes.refused} />
        <span className={classes.words}>
          {t('chatEvent.refused', { words, why: t(`chatEvent.why.${deedWhyKey(outcome.reason)}`) })}
        </span>
      </>
    )
  }
  return (
    <>
      {outcome ? <IconClock size={15} aria-hidden /> : <IconInfoCircle size={15} aria-hidden />}
      <span className={classes.words}>{outcome ? t('chatEvent.waiting', { words }) : words}</span>
    </>
  )
}

function useEventWords(event: ChatEvent): string {
  const { t } = useTranslation('chats')
  const names = useNames()
  switch (event.kind) {
    case 'participantLeft':
    case 'participantJoined':
      return t(`chatEvent.${event.kind}`, { name: event.name })
    case 'missedCallTold':
      return t(`chatEvent.missedCallTold.${event.how}`)
    default: {
      const values = {
        vacancy: event.kind === 'invited' ? event.vacancyTitle : '',
        stage: event.kind === 'stageMoved' ? event.to : '',
      }
      const words = event.outcome ? t(`chatEvent.wish.${event.kind}`, values) : t(`chatEvent.${event.kind}`, values)
      return withName(words, event.agentId && names.agent(event.agentId))
    }
  }
}

function withName(words: string, name: string | null): string {
  return name ? `${words} · ${name}` : words
}
