import type { ReactNode } from 'react'

import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import type { AdministrationState } from '../../../admin'
import { ChannelSettingsPanel } from './ChannelSettingsPanel'

export interface ChannelSettingsPageProps {
  readonly channel: Channel
  readonly administration: AdministrationState
  readonly children: ReactNode
}

/** The channel's own page; what is set for it comes from the hub, the rest stands there meanwhile. */
export function ChannelSettingsPage({ channel, administration, children }: ChannelSettingsPageProps) {
  const { t } = useTranslation(['channels', 'admin'])
  const { value, failure, isBusy, act, rest } = administration
  const saved = value?.channels.find(({ channelId }) => channelId === channel.id)?.settings
  return (
    <>
      {failure && <InlineError>{t(`admin:failure.${failure}`)}</InlineError>}
      {value && saved ? (
        <ChannelSettingsPanel
          channel={channel}
          saved={saved}
          administration={value}
          isBusy={isBusy}
          onRehearse={(settings) => rest.rehearse(channel.id, settings)}
          onSaveHours={(hours) => act(() => rest.saveHours(hours))}
          onSave={(settings) => act(() => rest.saveChannel(channel.id, settings))}
        >
          {children}
        </ChannelSettingsPanel>
      ) : (
        children
      )}
    </>
  )
}
