import { useEffect, useLayoutEffect } from 'react'

import { useTranslation } from '../i18n/use-translation'
import { firstIncoming } from '../features/calls/model/call-controls'
import { callKeyAction } from '../features/calls/model/call-keys'
import { getCallsStore, useCalls } from '../features/calls/model/calls'
import { appRequests, useAppSettings } from '../features/settings/model/app-settings'
import { useContrast } from '../ui/use-contrast'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import { IncomingCalls } from './IncomingCalls'

export function IncomingWindow() {
  const { t, i18n } = useTranslation('incoming')
  const store = getCallsStore()
  const calls = useCalls((state) => state.calls)
  const settings = useAppSettings()
  const scheme = useResolvedTheme(settings?.theme ?? 'system')
  useContrast(settings?.contrast ?? 'system')

  useLayoutEffect(() => {
    document.documentElement.dataset.mantineColorScheme = scheme
    document.documentElement.lang = i18n.language
    document.title = t('title')
  }, [scheme, i18n.language, t])

  useEffect(() => {
    const observer = new ResizeObserver(() => {
      void appRequests().fitIncoming({ height: Math.ceil(document.body.getBoundingClientRect().height) })
    })
    observer.observe(document.body)
    return () => {
      observer.disconnect()
    }
  }, [])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const first = firstIncoming(store.getState().calls)
      const action = callKeyAction(event)
      if (!first || !action) return
      if (action === 'answer') void store.answer(first.id)
      if (action === 'endAndAnswer') void store.endAndAnswer(first.id)
      if (action === 'hangUp') void store.decline(first.id)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [store])

  return (
    <IncomingCalls
      calls={calls}
      onAnswer={(id) => void store.answer(id)}
      onEndAndAnswer={(id) => void store.endAndAnswer(id)}
      onDecline={(id) => void store.decline(id)}
      onOpenChat={(id) => void store.openChat(id)}
    />
  )
}
