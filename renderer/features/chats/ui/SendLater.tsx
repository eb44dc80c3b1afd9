import { Menu } from '@mantine/core'
import { lazy, Suspense } from 'react'

import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useClock } from '../../../ui/clock-context'
import { ButtonMenu } from '../../../ui/ButtonMenu'
import { IconButton } from '../../../ui/IconButton'
import { IconClock } from '../../../ui/icons'
import { formatClock, formatDay } from '../../../ui/time'
import { useStateOf } from '../../../ui/use-state-of'
import { quickTimes } from '../model/send-later'
import { CLOSING_EVENTS } from './MessageActions'

const PickTimeDialog = lazy(async () => ({ default: (await import('./PickTimeDialog')).PickTimeDialog }))

const CLOSING = { returnFocus: true, clickOutsideEvents: CLOSING_EVENTS }

export interface SendLaterProps {
  readonly chatId: ChatId
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** Why nothing can be sent; `null`: it can. */
  readonly cannotSend: string | null
  readonly onSend: (atMs: number) => void
}

/** «Отправить позже»: times that one mostly means, and any other. */
export function SendLater({ chatId, isOpen, onOpenChange, cannotSend, onSend }: SendLaterProps) {
  const { t, i18n } = useTranslation('chats')
  const clock = useClock()
  const [isPicking, setIsPicking] = useStateOf(chatId, () => false)
  const nowMs = isOpen ? clock.now() : 0
  return (
    <>
      <ButtonMenu
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        position="top-end"
        closing={CLOSING}
        button={
          <IconButton
            label={t('later.button')}
            action="sendLater"
            disabledReason={cannotSend}
            hasPopup
            isExpanded={isOpen}
            tooltipPosition="top"
            size={30}
          >
            <IconClock size={19} />
          </IconButton>
        }
      >
        <Menu.Label>{t('later.title')}</Menu.Label>
        {isOpen &&
          quickTimes(nowMs).map(({ key, atMs }) => (
            <Menu.Item
              key={key}
              onClick={() => {
                onSend(atMs)
              }}
            >
              {t(`later.${key}`, {
                day: formatDay(atMs, nowMs, i18n.language),
                time: formatClock(atMs, i18n.language),
              })}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item
          onClick={() => {
            setIsPicking(true)
          }}
        >
          {t('later.pick')}
        </Menu.Item>
      </ButtonMenu>
      <Suspense fallback={null}>
        {isPicking && (
          <PickTimeDialog
            onClose={() => {
              setIsPicking(false)
            }}
            onPick={(atMs) => {
              setIsPicking(false)
              onSend(atMs)
            }}
          />
        )}
      </Suspense>
    </>
  )
}
