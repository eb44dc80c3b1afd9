import './mantine.css'
import './fonts.css'
import './tokens.css'
import './base.css'

import { MantineProvider } from '@mantine/core'
import type { i18n } from 'i18next'
import { lazy, Suspense, useLayoutEffect, useState, type ReactNode } from 'react'

import { WordsProvider } from '../i18n/WordsProvider'
import { takeStyleNonce } from './style-nonce'
import { cssVariablesResolver, theme } from './theme'
import { useContrast, type ContrastChoice } from './use-contrast'
import { useResolvedTheme, type ThemeChoice } from './use-resolved-theme'

/** Toasts come after the first screen; one that is asked for earlier waits in their store. */
const Toasts = lazy(async () => ({ default: (await import('./Toasts')).Toasts }))

export interface ProvidersProps {
  readonly i18n: i18n
  readonly theme: ThemeChoice
  readonly density: 'compact' | 'normal' | 'roomy'
  readonly contrast?: ContrastChoice
  /** Windows that show no toast, or none yet, leave it out. */
  readonly withNotifications?: boolean
  readonly children: ReactNode
}

/** What every window of Otklik stands in: words, colours, density, toasts. */
export function Providers(props: ProvidersProps) {
  const { i18n, theme: choice, density, contrast = 'system', withNotifications = true, children } = props
  const scheme = useResolvedTheme(choice)
  useContrast(contrast)
  const [styleNonce] = useState(takeStyleNonce)
  useLayoutEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  useLayoutEffect(() => {
    const name = (language: string) => {
      document.documentElement.lang = language
    }
    name(i18n.language)
    i18n.on('languageChanged', name)
    return () => {
      i18n.off('languageChanged', name)
    }
  }, [i18n])
  return (
    <WordsProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        forceColorScheme={scheme}
        getStyleNonce={() => styleNonce}
      >
        {children}
        {withNotifications && (
          <Suspense fallback={null}>
            <Toasts />
          </Suspense>
        )}
      </MantineProvider>
    </WordsProvider>
  )
}
