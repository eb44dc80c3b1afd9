import type { i18n } from 'i18next'
import { useEffect, useState } from 'react'

import type { Settings } from '#shared/contract/ipc/app'
import type { ChatId } from '#shared/domain/ids'

import type { DeskData } from '../data/desk-data'
import { DeskDataProvider } from '../data/desk-data-context'
import { useAppSettings } from '../features/settings/model/app-settings'
import { changeLanguage } from '../i18n/i18n'
import { takeKeyChoices } from '../ui/keys/key-table'
import { Providers } from '../ui/Providers'
import { SpokenLog, useSpoken } from '../ui/SpokenLog'
import { LeaveGuard } from '../ui/unsaved/leave-guard'
import { LeaveGuardProvider } from '../ui/unsaved/leave-guard-context'
import { WidgetWindow } from './WidgetWindow'

export interface WidgetProps {
  readonly data: DeskData
  readonly i18n: i18n
  readonly first: Settings
  /** The chat before the person's eyes in this window. */
  readonly onFront: (chatId: ChatId | null) => void
  /** What the desk wants spoken here, where the person works; `null`: nobody listens any more. */
  readonly onSpeak: (listener: ((text: string) => void) | null) => void
}

/** The widget in its look and language. */
export function Widget({ data, i18n, first, onFront, onSpeak }: WidgetProps) {
  const [spoken, speak] = useSpoken()
  const settings = useAppSettings() ?? first
  const [guard] = useState(() => new LeaveGuard())
  useEffect(() => {
    void changeLanguage(i18n, settings.language)
  }, [i18n, settings.language])
  useEffect(() => {
    onSpeak(speak)
    return () => {
      onSpeak(null)
    }
  }, [onSpeak, speak])
  useEffect(() => {
    takeKeyChoices(settings.keys)
  }, [settings.keys])
  return (
    <Providers i18n={i18n} theme={settings.theme} density="compact" contrast={settings.contrast}>
      <DeskDataProvider data={data}>
        <LeaveGuardProvider guard={guard}>
          <WidgetWindow undoSendMs={settings.undoSendSeconds * 1000} onFront={onFront} />
          <SpokenLog lines={spoken} />
        </LeaveGuardProvider>
      </DeskDataProvider>
    </Providers>
  )
}
