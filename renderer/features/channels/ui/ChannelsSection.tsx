import { Button } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'

import type { AppContract } from '#shared/contract/ipc/app'
import type { Channel, ChannelKind } from '#shared/domain/channel'
import type { Directory } from '#shared/domain/directory'
import type { ChannelGroupId, ChannelId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { createClient } from '../../../ipc/client'
import { IconArrowLeft } from '../../../ui/icons'
import { Section } from '../../../ui/Section'
import { useLeaveGuard } from '../../../ui/unsaved/leave-guard-context'
import { useObserved } from '../../../ui/use-observed'
import { useAdministration } from '../../admin'
import { hubConnection } from '../../../ipc/hub-connection'
import { createHubRest, type ConnectReply, type Keys, type RestFailure } from '../model/hub-rest'
import { createSiteRest } from '../model/site-rest'
import { ChannelDetails, type Consent } from './ChannelDetails'
import { ChannelList } from './ChannelList'
import { ConnectChannel } from './ConnectChannel'
import { GroupEditor } from './GroupEditor'
import { ConnectSite } from './site/ConnectSite'
import { SiteDetails } from './site/SiteDetails'
import { ChannelSettingsPage } from './settings/ChannelSettingsPage'

type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'connect'; readonly place: { readonly kind: ChannelKind; readonly groupId: ChannelGroupId } }
  /** `fresh` holds the hub's own answer until the sync has brought the row. */
  | {
      readonly kind: 'channel'
      readonly id: ChannelId
      readonly fresh: Channel | null
      readonly consent: Consent | null
    }

const LIST: View = { kind: 'list' }

export function ChannelsSection() {
  const { t } = useTranslation('channels')
  const data = useDeskData()
  const { rest, siteRest } = useMemo(() => {
    const hub = hubConnection()
    const connection = () => hub.getState().value
    const send: typeof fetch = (url, init) => fetch(url, init)
    return { rest: createHubRest(connection, send), siteRest: createSiteRest(connection, send) }
  }, [])
  const observe = useCallback(
    (listener: (channels: readonly Channel[]) => void) => data.observeChannels(listener),
    [data],
  )
  const channels = useObserved<readonly Channel[]>(observe, [])
  const observeDirectory = useCallback(
    (listener: (directory: Directory) => void) => data.observeDirectory(listener),
    [data],
  )
  const directory = useObserved<Directory | null>(observeDirectory, null)
  const administration = useAdministration()
  const [view, setView] = useState<View>(LIST)
  const [failure, setFailure] = useState<RestFailure | null>(null)
  const guard = useLeaveGuard()
  const back = (): void => {
    setFailure(null)
    setView(LIST)
  }

  const leave = (): void => {
    guard.leave(back)
  }

  const openConsent = async (url: string): Promise<Consent> => {
    const isOpened = await createClient<AppContract>('app').openExternal({ url })
    return { kind: isOpened ? 'opened' : 'notOpened', url }
  }
  const showConnected = async ({ channel, consentUrl }: ConnectReply): Promise<void> => {
    const consent = consentUrl === null ? null : await openConsent(consentUrl)
    administration.reload()
    setView({ kind: 'channel', id: channel.id, fresh: channel, consent })
  }
  const authorise = async (id: ChannelId, fresh: Channel | null): Promise<void> => {
    setFailure(null)
    const begun = await rest.authorise(id)
    if (!begun.ok) setFailure(begun.error)
    else if (begun.value.consentUrl !== null) {
      setView({ kind: 'channel', id, fresh, consent: await openConsent(begun.value.consentUrl) })
    }
  }
  const correctKeys = async (id: ChannelId, keys: Keys): Promise<RestFailure | null> => {
    const corrected = await rest.correctKeys(id, keys)
    if (!corrected.ok) return corrected.error
    const { channel, consentUrl } = corrected.value
    const consent = consentUrl === null ? null : await openConsent(consentUrl)
    setView({ kind: 'channel', id, fresh: channel, consent })
    return null
  }
  const disconnect = async (id: ChannelId): Promise<void> => {
    setFailure(null)
    const gone = await rest.disconnect(id)
    if (gone.ok || gone.error === 'unknownChannel') back()
    else setFailure(gone.error)
  }

  if (view.kind === 'connect') {
    const { place } = view
    return (
      <Section
        title={t('form.titleOf', { kind: t(`kind.${place.kind}.name`) })}
        intro={t('form.effect')}
        back={<BackButton onClick={leave} />}
      >
        {place.kind === 'site' ? (
          <ConnectSite
            rest={siteRest}
            groupId={place.groupId}
            onConnected={(channel) => void showConnected({ channel, consentUrl: null })}
            onCancel={back}
          />
        ) : (
          <ConnectChannel
            rest={rest}
            place={{ kind: place.kind, groupId: place.groupId }}
            isSecond={channels.some(({ kind }) => kind === place.kind)}
            onConnected={(reply) => void showConnected(reply)}
            onCancel={back}
          />
        )}
      </Section>
    )
  }
  const shown = view.kind === 'channel' ? (channels.find((channel) => channel.id === view.id) ?? view.fresh) : null
  if (view.kind === 'channel' && shown) {
    return (
      <Section title={shown.name} intro={t(`kind.${shown.kind}.about`)} back={<BackButton onClick={leave} />}>
        <ChannelSettingsPage key={shown.id} channel={shown} administration={administration}>
          {shown.kind === 'site' ? (
            <SiteDetails
              channel={shown}
              rest={siteRest}
              isNew={view.fresh !== null}
              failure={failure}
              onOpen={(url) => void openConsent(url)}
              onDisconnect={() => void disconnect(view.id)}
            />
          ) : (
            <ChannelDetails
              channel={shown}
              consent={view.consent}
              isNew={view.fresh !== null}
              failure={failure}
              onAuthorise={() => void authorise(view.id, view.fresh)}
              onOpenAgain={(url) => void openConsent(url)}
              onOpenProfile={(url) => void openConsent(url)}
              onKeys={(keys) => correctKeys(view.id, keys)}
              onDisconnect={() => void disconnect(view.id)}
            />
          )}
        </ChannelSettingsPage>
      </Section>
    )
  }
  return (
    <Section title={t('title')} intro={t('intro')}>
      <ChannelList
        groups={directory?.groups ?? []}
        channels={channels}
        onOpen={(id) => {
          setFailure(null)
          setView({ kind: 'channel', id, fresh: null, consent: null })
        }}
        onConnect={(kind, groupId) => {
          setFailure(null)
          setView({ kind: 'connect', place: { kind, groupId } })
        }}
      />
      <GroupEditor state={administration} />
    </Section>
  )
}

function BackButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation('channels')
  return (
    <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onClick}>
      {t('back')}
    </Button>
  )
}
