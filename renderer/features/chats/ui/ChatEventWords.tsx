import { useTranslation } from 'react-i18next'

import type { ChatEvent } from '#shared/domain/chat-event'

import { IconInfoCircle } from '../../../ui/icons'
import classes from './TimelineLine.module.css'
import { useNames } from './names'

/** What happened to the conversation, in one calm line. */
export function ChatEventWords({ event }: { readonly event: ChatEvent }) {
  return (
    <>
      <IconInfoCircle size={15} aria-hidden />
      <span className={classes.words}>{useEventWords(event)}</span>
    </>
  )
}

function useEventWords(event: ChatEvent): string {
  const { t } = useTranslation('chats')
  const names = useNames()
  switch (event.kind) {
    case 'begunWithoutVacancy':
    case 'left':
    case 'blocked':
    case 'unblocked':
      return withName(t(`chatEvent.${event.kind}`), event.agentId && names.agent(event.agentId))
    case 'invited':
      return withName(
        t('chatEvent.invited', { vacancy: event.vacancyTitle }),
        event.agentId && names.agent(event.agentId),
      )
    case 'stageMoved':
      return withName(t('chatEvent.stageMoved', { stage: event.to }), event.agentId && names.agent(event.agentId))
    case 'participantLeft':
    case 'participantJoined':
      return t(`chatEvent.${event.kind}`, { name: event.name })
    case 'missedCallTold':
      return t(`chatEvent.missedCallTold.${event.how}`)
  }
}

function withName(words: string, name: string | null): string {
  return name ? `${words} · ${name}` : words
}
