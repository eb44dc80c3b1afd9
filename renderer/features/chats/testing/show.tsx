import { render, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'

import { DeskDataProvider } from '../../../data/desk-data-context'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { initI18n, type Language } from '../../../i18n/i18n'
import { Providers } from '../../../ui/Providers'

export interface Shown extends RenderResult {
  readonly data: FakeDeskData
}

/** Puts a component of this feature on a desk with fake data, in one of the languages. */
export async function show(
  children: ReactNode,
  { language = 'ru', data = new FakeDeskData() }: { readonly language?: Language; readonly data?: FakeDeskData } = {},
): Promise<Shown> {
  const i18n = await initI18n(language)
  const result = render(
    <Providers i18n={i18n} theme="light" density="normal">
      <DeskDataProvider data={data}>{children}</DeskDataProvider>
    </Providers>,
  )
  return { ...result, data }
}
