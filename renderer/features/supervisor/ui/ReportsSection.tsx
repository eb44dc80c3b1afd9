import { Button, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Clock } from '#shared/lib/clock'

import type { HubFailure } from '../../../ipc/hub-ask'
import { hubConnection } from '../../../ipc/hub-connection'
import { useClock } from '../../../ui/clock-context'
import { InlineError } from '../../../ui/InlineError'
import { Section, SettingRow } from '../../../ui/Section'
import { fetchReport, periodMs } from '../model/report-file'

const DAY_MS = 86_400_000
const WEEK_DAYS = 7
/** The program has read the file by then. */
const FORGET_AFTER_MS = 60_000

export interface ReportsSectionProps {
  /** By the hub's clock. */
  readonly nowMs: number
}

/** Every case of a period as a file for a spreadsheet (spec V4). */
export function ReportsSection({ nowMs }: ReportsSectionProps) {
  const { t, i18n } = useTranslation('supervisor')
  const clock = useClock()
  const ids = { from: useId(), to: useId() }
  const [from, setFrom] = useState(() => dayOfField(nowMs - (WEEK_DAYS - 1) * DAY_MS))
  const [to, setTo] = useState(() => dayOfField(nowMs))
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const period = periodMs({ from, to })

  const save = async (): Promise<void> => {
    if (!period) return
    setBusy(true)
    setFailure(null)
    const language = i18n.language === 'en' ? 'en' : 'ru'
    const answer = await fetchReport(hubConnection().getState().value, period, language, (url, init) =>
      fetch(url, init),
    )
    if (answer.ok) saveAs(answer.value, t('reports.fileName', { from, to }), clock)
    else setFailure(answer.error)
    setBusy(false)
  }

  return (
    <Section title={t('reports.title')} intro={t('reports.intro')} level={2}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <SettingRow label={t('reports.from')} hint={t('reports.fromHint')} htmlFor={ids.from}>
          <TextInput
            id={ids.from}
            type="date"
            w={180}
            value={from}
            max={to}
            onChange={(event) => {
              setFrom(event.currentTarget.value)
            }}
          />
        </SettingRow>
        <SettingRow label={t('reports.to')} htmlFor={ids.to}>
          <TextInput
            id={ids.to}
            type="date"
            w={180}
            value={to}
            min={from}
            error={period ? null : t('reports.noPeriod')}
            onChange={(event) => {
              setTo(event.currentTarget.value)
            }}
          />
        </SettingRow>
        {failure && <InlineError>{t(failure === 'rejected' ? 'reports.rejected' : `failure.${failure}`)}</InlineError>}
        <Button
          type="submit"
          mt={16}
          loading={isBusy}
          disabled={!period}
          title={period ? undefined : t('reports.noPeriod')}
        >
          {t('reports.save')}
        </Button>
      </form>
    </Section>
  )
}

function saveAs(file: Blob, name: string, clock: Clock): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  clock.schedule(FORGET_AFTER_MS, () => {
    URL.revokeObjectURL(link.href)
  })
}

function dayOfField(atMs: number): string {
  const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 10)
}
