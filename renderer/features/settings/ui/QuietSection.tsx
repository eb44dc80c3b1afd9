import { Checkbox, Group, Select, Switch, TextInput } from '@mantine/core'
import { useId } from 'react'

import type { Quiet } from '#shared/domain/quiet'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { Section, SettingRow } from '../../../ui/Section'
import { changeSettings, useAppSettings } from '../model/app-settings'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
const REPEATS = [0, 1, 3, 5, 10, 30] as const
const TIMES = [0, 1, 2, 3, 5, 10] as const

/** «Не беспокоить» by hours, what becomes of calls then, and repeats of what nobody opens (spec N4, N7). */
export function QuietSection() {
  const { t, i18n } = useTranslation('settings')
  const settings = useAppSettings()
  const isLocked = useLocks()
  const ids = { on: useId(), from: useId(), to: useId(), calls: useId(), repeat: useId(), times: useId() }
  if (!settings) return null
  const { quiet, repeatMinutes, repeatTimes } = settings
  const change = (part: Partial<Quiet>): void => void changeSettings({ quiet: { ...quiet, ...part } })
  // 2 November 2026 is a Monday.
  const dayName = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' })
  const time = (
    id: string,
    key: 'quiet.from' | 'quiet.to',
    label: string,
    minute: number,
    onChange: (minute: number) => void,
  ) => (
    <TextInput
      // What the company sets meanwhile is shown.
      key={minute}
      id={id}
      disabled={isLocked(key)}
      type="time"
      w={136}
      aria-label={label}
      defaultValue={toClock(minute)}
      onBlur={(event) => {
        const typed = fromClock(event.currentTarget.value)
        if (typed !== null) onChange(typed)
      }}
    />
  )
  return (
    <Section level={2} title={t('quiet.title')}>
      <SettingRow
        label={t('quiet.schedule')}
        isLocked={isLocked('quiet.scheduled')}
        hint={t('quiet.scheduleHint')}
        htmlFor={ids.on}
      >
        <Switch
          disabled={isLocked('quiet.scheduled')}
          id={ids.on}
          checked={quiet.isScheduled}
          onChange={(event) => {
            change({ isScheduled: event.currentTarget.checked })
          }}
        />
      </SettingRow>
      {quiet.isScheduled && (
        <>
          <SettingRow
            label={t('quiet.hours')}
            isLocked={isLocked('quiet.from') || isLocked('quiet.to')}
            htmlFor={ids.from}
          >
            <Group gap={8}>
              {time(ids.from, 'quiet.from', t('quiet.from'), quiet.fromMinute, (fromMinute) => {
                change({ fromMinute })
              })}
              <span aria-hidden>–</span>
              {time(ids.to, 'quiet.to', t('quiet.to'), quiet.toMinute, (toMinute) => {
                change({ toMinute })
              })}
            </Group>
          </SettingRow>
          <SettingRow label={t('quiet.days')} isLocked={isLocked('quiet.days')}>
            <Group gap="4px 10px" role="group" aria-label={t('quiet.days')}>
              {DAYS.map((day) => (
                <Checkbox
                  disabled={isLocked('quiet.days')}
                  key={day}
                  label={dayName.format(Date.UTC(2026, 10, 1 + day))}
                  checked={quiet.days.includes(day)}
                  onChange={(event) => {
                    const others = quiet.days.filter((each) => each !== day)
                    change({ days: event.currentTarget.checked ? [...others, day].sort((a, b) => a - b) : others })
                  }}
                />
              ))}
            </Group>
          </SettingRow>
        </>
      )}
      <SettingRow
        label={t('quiet.calls')}
        isLocked={isLocked('quiet.calls')}
        hint={t(`quiet.callsHint.${quiet.calls}`)}
        htmlFor={ids.calls}
      >
        <Select
          disabled={isLocked('quiet.calls')}
          id={ids.calls}
          w={220}
          allowDeselect={false}
          value={quiet.calls}
          data={(['silent', 'busy'] as const).map((value) => ({ value, label: t(`quiet.callsWay.${value}`) }))}
          onChange={(value) => {
            if (value) change({ calls: value === 'busy' ? 'busy' : 'silent' })
          }}
        />
      </SettingRow>
      <SettingRow
        label={t('quiet.repeat')}
        isLocked={isLocked('notices.repeatMinutes')}
        hint={t('quiet.repeatHint')}
        htmlFor={ids.repeat}
      >
        <Select
          disabled={isLocked('notices.repeatMinutes')}
          id={ids.repeat}
          w={220}
          allowDeselect={false}
          value={String(repeatMinutes)}
          data={REPEATS.map((minutes) => ({
            value: String(minutes),
            label: minutes === 0 ? t('quiet.repeatNever') : t('quiet.repeatEvery', { count: minutes }),
          }))}
          onChange={(value) => {
            if (value) void changeSettings({ repeatMinutes: Number(value) })
          }}
        />
      </SettingRow>
      {repeatMinutes > 0 && (
        <SettingRow label={t('quiet.times')} isLocked={isLocked('notices.repeatTimes')} htmlFor={ids.times}>
          <Select
            disabled={isLocked('notices.repeatTimes')}
            id={ids.times}
            w={220}
            allowDeselect={false}
            value={String(repeatTimes)}
            data={[...new Set([...TIMES, repeatTimes])].map((count) => ({
              value: String(count),
              label: count === 0 ? t('quiet.timesUntilOpened') : t('quiet.timesAtMost', { count }),
            }))}
            onChange={(value) => {
              if (value) void changeSettings({ repeatTimes: Number(value) })
            }}
          />
        </SettingRow>
      )}
    </Section>
  )
}

function toClock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function fromClock(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? []
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes)
}
