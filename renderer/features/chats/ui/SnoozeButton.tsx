import { Menu } from '@mantine/core'
import { lazy, Suspense } from 'react'

import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useClock } from '../../../ui/clock-context'
import { ButtonMenu } from '../../../ui/ButtonMenu'
import { IconButton } from '../../../ui/IconButton'
import { IconClock, IconClockOff } from '../../../ui/icons'
import { formatClock, formatDay, formatDue } from '../../../ui/time'
import { useStateOf } from '../../../ui/use-state-of'
import { quickTimes } from '../model/send-later'
import { CLOSING_EVENTS } from './MessageActions'
import { showUndo } from './undo-toast'
import type { CaseActions } from './use-case-actions'

const PickTimeDialog = lazy(async () => ({ default: (await import('./PickTimeDialog')).PickTimeDialog }))

const CLOSING = { returnFocus: true, clickOutsideEvents: CLOSING_EVENTS }

interface SnoozeButtonProps {
  readonly chatId: ChatId
  readonly actions: CaseActions
}

/** «Отложить» with the times that one mostly means; of a case that is away, the way back (spec Q22). */
export function SnoozeButton({ chatId, actions }: SnoozeButtonProps) {
  if (actions.steps.snooze === 'putAway') return <PutAway chatId={chatId} actions={actions} />
  return actions.steps.snooze === 'takeBack' ? <TakeBack actions={actions} /> : null
}

function TakeBack({ actions }: Pick<SnoozeButtonProps, 'actions'>) {
  const { t } = useTranslation('cases')
  return (
    <IconButton
      label={t('snooze.takeBack')}
      action="snoozeCase"
      hint={t('snooze.takeBackHint')}
      tone="accent"
      variant="light"
      onClick={actions.takeBack}
    >
      <IconClockOff size={20} stroke={1.6} />
    </IconButton>
  )
}

function PutAway({ chatId, actions }: SnoozeButtonProps) {
  const { t, i18n } = useTranslation(['cases', 'chats', 'common'])
  const data = useDeskData()
  const clock = useClock()
  const [isPicking, setIsPicking] = useStateOf(chatId, () => false)
  const isOpen = actions.asking === 'snooze'
  const nowMs = isOpen ? clock.now() : 0

  function putAway(untilMs: number | null): void {
    actions.ask(null)
    void data.snoozeCase(chatId, untilMs)
    void showUndo({
      title: t('cases:snooze.done'),
      message:
        untilMs === null
          ? t('cases:snooze.doneUntilReply')
          : t('cases:snooze.doneUntil', { time: formatDue(untilMs, clock.now(), i18n.language) }),
      undoLabel: t('cases:snooze.takeBack'),
      closeLabel: t('common:close'),
      onUndo: () => {
        void data.unsnoozeCase(chatId)
      },
    })
  }

  return (
    <>
      <ButtonMenu
        isOpen={isOpen}
        onOpenChange={(opened) => {
          actions.ask(opened ? 'snooze' : null)
        }}
        position="bottom-end"
        closing={CLOSING}
        button={
          <IconButton label={t('cases:snooze.button')} action="snoozeCase" hasPopup isExpanded={isOpen}>
            <IconClock size={20} stroke={1.6} />
          </IconButton>
        }
      >
        <Menu.Label>{t('cases:snooze.title')}</Menu.Label>
        {isOpen &&
          quickTimes(nowMs).map(({ key, atMs }) => (
            <Menu.Item
              key={key}
              onClick={() => {
                putAway(atMs)
              }}
            >
              {t(`chats:later.${key}`, {
                day: formatDay(atMs, nowMs, i18n.language),
                time: formatClock(atMs, i18n.language),
              })}
            </Menu.Item>
          ))}
        <Menu.Item
          onClick={() => {
            putAway(null)
          }}
        >
          {t('cases:snooze.reply')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          onClick={() => {
            setIsPicking(true)
          }}
        >
          {t('chats:later.pick')}
        </Menu.Item>
      </ButtonMenu>
      <Suspense fallback={null}>
        {isPicking && (
          <PickTimeDialog
            words={{
              title: t('cases:snooze.pickTitle'),
              hint: t('cases:snooze.pickHint'),
              confirm: t('cases:snooze.confirm'),
            }}
            onClose={() => {
              setIsPicking(false)
            }}
            onPick={(atMs) => {
              setIsPicking(false)
              putAway(atMs)
            }}
          />
        )}
      </Suspense>
    </>
  )
}
