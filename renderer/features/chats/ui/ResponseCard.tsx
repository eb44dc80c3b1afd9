import type { Message, MessageContent } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { IconUserPlus } from '../../../ui/icons'
import { formatClock, formatExact } from '../../../ui/time'
import { useChatsEnvironment } from './chats-environment'
import classes from './ResponseCard.module.css'

export interface ResponseCardProps {
  readonly message: Message
  readonly response: Extract<MessageContent, { readonly kind: 'response' }>
  readonly isLast: boolean
}

/** Spec Q3: «Отклик на вакансию: …», and the way to all that the candidate told. */
export function ResponseCard({ message, response, isLast }: ResponseCardProps) {
  const { t, i18n } = useTranslation('cases')
  const { showContext } = useChatsEnvironment()
  return (
    <div
      className={classes.card}
      role="article"
      tabIndex={isLast ? 0 : -1}
      data-message={message.id}
      title={formatExact(message.atMs, i18n.language)}
    >
      <IconUserPlus size={18} aria-hidden />
      <div className={classes.words}>
        <b>{t('response.announced', { vacancy: response.vacancyTitle })}</b>
        <span>
          {formatClock(message.atMs, i18n.language)}
          {response.how === 'phone' && ` · ${t('response.byPhone')}`}
        </span>
      </div>
      <button
        type="button"
        className={classes.open}
        onClick={() => {
          showContext('response')
        }}
      >
        {t('response.open')}
      </button>
    </div>
  )
}
