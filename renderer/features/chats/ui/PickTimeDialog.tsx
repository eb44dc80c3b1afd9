import { Button, Group, Modal, Text } from '@mantine/core'
import { DatesProvider, DateTimePicker } from '@mantine/dates'
import '@mantine/dates/styles.css'
import 'dayjs/locale/ru'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useClock, useHasCome } from '../../../ui/clock-context'
import { useCalendar } from '../../../ui/use-calendar'
import { quickTimes } from '../model/send-later'

export interface PickTimeDialogProps {
  /** What the time is for; absent: for sending. */
  readonly words?: { readonly title: string; readonly hint: string; readonly confirm: string }
  readonly onPick: (atMs: number) => void
  readonly onClose: () => void
}

const YEAR_MS = 365 * 24 * 3_600_000

/** Any day and minute within a year, by this computer's clock. */
export function PickTimeDialog({ words, onPick, onClose }: PickTimeDialogProps) {
  const { t, i18n } = useTranslation(['chats', 'common'])
  const clock = useClock()
  const { id, ariaLabels } = useCalendar()
  const [openedAtMs] = useState(() => clock.now())
  const [value, setValue] = useState<string | null>(() => toLocal(firstChoice(openedAtMs)))
  const atMs = value === null ? null : fromLocal(value)
  const isPast = useHasCome(atMs)
  return (
    <Modal
      opened
      onClose={onClose}
      title={words?.title ?? t('later.pickTitle')}
      size={400}
      // The calendar opens below its field and has a time and a button at its end.
      centered={false}
      yOffset="8dvh"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
        <DateTimePicker
          label={t('later.field')}
          data-autofocus
          value={value}
          onChange={setValue}
          valueFormat="D MMMM YYYY, HH:mm"
          minDate={toLocal(openedAtMs)}
          maxDate={toLocal(openedAtMs + YEAR_MS)}
          error={isPast ? t('later.past') : null}
          timePickerProps={{ hoursInputLabel: t('later.hours'), minutesInputLabel: t('later.minutes') }}
          submitButtonProps={{ 'aria-label': t('later.take') }}
          id={id}
          popoverProps={{ id, withinPortal: true }}
          ariaLabels={ariaLabels}
        />
      </DatesProvider>
      <Text size="sm" c="dimmed" mt={8}>
        {words?.hint ?? t('later.hint')}
      </Text>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="subtle" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          disabled={atMs === null || isPast}
          onClick={() => {
            if (atMs !== null) onPick(atMs)
          }}
        >
          {words?.confirm ?? t('later.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}

function firstChoice(nowMs: number): number {
  return quickTimes(nowMs).find(({ key }) => key === 'tomorrow')?.atMs ?? nowMs
}

/** The picker speaks in local time without a zone: «2026-11-29 09:00:00». */
function toLocal(atMs: number): string {
  const date = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:00`
}

function fromLocal(value: string): number {
  return new Date(value.replace(' ', 'T')).getTime()
}
