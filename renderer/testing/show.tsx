import { render, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'

import type { Clock } from '#shared/lib/clock'
import { ManualClock } from '#shared/lib/manual-clock'

import { DeskDataProvider } from '../data/desk-data-context'
import { FakeDeskData } from '../data/fake-desk-data'
import { initI18n, type Language } from '../i18n/i18n'
import { ClockProvider } from '../ui/clock-context'
import { Providers } from '../ui/Providers'
import { LeaveGuard } from '../ui/unsaved/leave-guard'
import { LeaveGuardProvider } from '../ui/unsaved/leave-guard-context'

export interface ShowOptions {
  readonly language?: Language
  readonly data?: FakeDeskData
  readonly clock?: Clock
  readonly guard?: LeaveGuard
}

/** Stands a component on a desk with fake data and a clock that is told the time. */
export async function show(
  children: ReactNode,
  options: ShowOptions = {},
): Promise<RenderResult & { data: FakeDeskData }> {
  const data = options.data ?? new FakeDeskData()
  const i18n = await initI18n(options.language ?? 'ru')
  const result = render(
    <Providers i18n={i18n} theme="light" density="normal">
      <ClockProvider clock={options.clock ?? new ManualClock()}>
        <DeskDataProvider data={data}>
          <LeaveGuardProvider guard={options.guard ?? new LeaveGuard()}>{children}</LeaveGuardProvider>
        </DeskDataProvider>
      </ClockProvider>
    </Providers>,
  )
  return { ...result, data }
}
