import { NativeSelect } from '@mantine/core'
import { useEffect, useId, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { SettingRow } from '../../../ui/Section'
import { changeSettings, useAppSettings } from '../model/app-settings'

const DAYS = [0, 30, 90, 180, 365, 1095] as const
const THOUSANDS = [50, 100, 250, 500, 1000, 0] as const
const MEGABYTE = 1_000_000

/** What is offered, and what is set besides. */
function withPresent(offered: readonly number[], present: number): readonly number[] {
  return offered.includes(present) ? offered : [...offered, present]
}

/** How much of the correspondence stays on this computer; the rest comes from the server when it is looked at. */
export function KeepRows() {
  const { t } = useTranslation('settings')
  const ids = { days: useId(), count: useId() }
  const isLocked = useLocks()
  const keep = useAppSettings()?.keep
  const usedMb = useUsedMb()
  if (!keep) return null
  return (
    <>
      <SettingRow
        label={t('computer.keepDays')}
        hint={t('computer.keepHint')}
        isLocked={isLocked('workplace.keepDays')}
        htmlFor={ids.days}
      >
        <NativeSelect
          id={ids.days}
          maw={280}
          disabled={isLocked('workplace.keepDays')}
          value={String(keep.days)}
          data={withPresent(DAYS, keep.days).map((days) => ({
            value: String(days),
            label: days === 0 ? t('computer.keepAnyAge') : t('computer.days', { count: days }),
          }))}
          onChange={(event) => void changeSettings({ keep: { ...keep, days: Number(event.currentTarget.value) } })}
        />
      </SettingRow>
      <SettingRow
        label={t('computer.keepCount')}
        hint={usedMb === null ? undefined : t('computer.keepUsed', { mb: usedMb })}
        isLocked={isLocked('workplace.keepThousands')}
        htmlFor={ids.count}
      >
        <NativeSelect
          id={ids.count}
          maw={280}
          disabled={isLocked('workplace.keepThousands')}
          value={String(keep.thousands)}
          data={withPresent(THOUSANDS, keep.thousands).map((thousands) => ({
            value: String(thousands),
            label: thousands === 0 ? t('computer.keepAnyCount') : t('computer.messages', { count: thousands * 1_000 }),
          }))}
          onChange={(event) => void changeSettings({ keep: { ...keep, thousands: Number(event.currentTarget.value) } })}
        />
      </SettingRow>
    </>
  )
}

/** `null`: the browser does not say. */
function useUsedMb(): number | null {
  const [usedMb, setUsedMb] = useState<number | null>(null)
  useEffect(() => {
    navigator.storage.estimate().then(
      ({ usage }) => {
        setUsedMb(usage === undefined ? null : Math.max(1, Math.round(usage / MEGABYTE)))
      },
      (error: unknown) => {
        reportError(error)
      },
    )
  }, [])
  return usedMb
}
