import type { Delivery, DeliveryState } from '#shared/domain/delivery'

import { useTranslation } from '../../../i18n/use-translation'
import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconHelpCircle } from '../../../ui/icons'
import { formatClock, formatExact } from '../../../ui/time'
import classes from './DeliveryMark.module.css'

const marks: Readonly<Record<DeliveryState, { readonly Icon: typeof IconCheck; readonly stroke: number }>> = {
  local: { Icon: IconClock, stroke: 1.6 },
  scheduled: { Icon: IconClock, stroke: 1.6 },
  queued: { Icon: IconClock, stroke: 1.6 },
  sending: { Icon: IconClock, stroke: 1.6 },
  unknown: { Icon: IconHelpCircle, stroke: 1.8 },
  sent: { Icon: IconCheck, stroke: 1.8 },
  delivered: { Icon: IconChecks, stroke: 1.5 },
  read: { Icon: IconChecks, stroke: 2.4 },
  failed: { Icon: IconAlertCircle, stroke: 2 },
}

/** The state of an own message by shape and weight as well as colour, in words for the pointer and the ear. */
export function DeliveryMark({ delivery, size = 15 }: { readonly delivery: Delivery; readonly size?: number }) {
  const label = useDeliveryWords(delivery)
  const { Icon, stroke } = marks[delivery.state]
  return (
    <span role="img" aria-label={label} title={label} className={classes.mark} data-state={delivery.state}>
      <Icon size={size} stroke={stroke} aria-hidden />
    </span>
  )
}

export function useDeliveryWords(delivery: Delivery): string {
  const { t, i18n } = useTranslation('chats')
  if (delivery.state === 'read' && delivery.readAtMs !== null) {
    return t('delivery.readAt', { time: formatClock(delivery.readAtMs, i18n.language) })
  }
  if (delivery.state === 'queued' && delivery.nextTryAtMs !== null) {
    return t('delivery.queuedUntil', { time: formatClock(delivery.nextTryAtMs, i18n.language) })
  }
  if (delivery.state === 'scheduled') {
    return t('delivery.scheduled', { time: formatExact(delivery.sendAtMs, i18n.language) })
  }
  return t(`delivery.${delivery.state}`)
}
