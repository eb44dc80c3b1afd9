import { Button } from '@mantine/core'
import { useState } from 'react'

import type { Channel } from '#shared/domain/channel'
import { CHANNEL_PLATFORMS } from '#shared/domain/channel-platform'

import { useTranslation } from '../../../i18n/use-translation'
import { IconCircleCheck, IconExternalLink } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import { formatPhone } from '../../../ui/phone'
import { SettingRow } from '../../../ui/Section'
import { healthWords } from '../model/health-words'
import type { Keys, RestFailure } from '../model/hub-rest'
import classes from './Channels.module.css'
import { DisconnectDialog } from './DisconnectDialog'
import { HealthText } from './HealthText'
import { KeysDialog } from './KeysDialog'

/** What came of sending the person to the platform's consent page. */
export type Consent = { readonly kind: 'opened' | 'notOpened'; readonly url: string }

export interface ChannelDetailsProps {
  readonly channel: Channel
  readonly consent: Consent | null
  /** Shown once, right after it was connected. */
  readonly isNew: boolean
  readonly failure: RestFailure | null
  readonly onAuthorise: () => void
  readonly onOpenAgain: (url: string) => void
  readonly onOpenProfile: (url: string) => void
  /** `null`: taken. */
  readonly onKeys: (keys: Keys) => Promise<RestFailure | null>
  readonly onDisconnect: () => void
}

export function ChannelDetails(props: ChannelDetailsProps) {
  const { channel, consent, failure } = props
  const { t } = useTranslation('channels')
  const [isAsking, setAsking] = useState(false)
  const [isTyping, setTyping] = useState(false)
  const words = healthWords(channel.health)
  const platform = t(`platform.${CHANNEL_PLATFORMS[channel.kind]}`)
  const openUrl = channel.health.kind === 'refused' ? channel.health.openUrl : undefined
  const isWaiting = consent !== null && channel.health.kind === 'needsAuthorisation'
  const isDone = props.isNew && (channel.health.kind === 'receiving' || channel.health.kind === 'connecting')
  return (
    <>
      {isDone && (
        <p role="status" className={classes.done}>
          <IconCircleCheck size={18} stroke={1.8} aria-hidden />
          {t('authorise.done')}
        </p>
      )}
      {isWaiting && (
        <InlineError
          tone="warn"
          actions={
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                props.onOpenAgain(consent.url)
              }}
            >
              {t('authorise.again')}
            </Button>
          }
        >
          {consent.kind === 'opened'
            ? t('authorise.opened', { platform })
            : t('authorise.notOpened', { url: consent.url })}{' '}
          {t(`kind.${channel.kind}.consent`)}
        </InlineError>
      )}
      {failure && !isAsking && <InlineError>{t(`failure.${failure}`)}</InlineError>}
      <SettingRow label={t('state')}>
        <HealthText health={channel.health} kind={channel.kind} />
        {openUrl !== undefined && (
          <Button
            mt={10}
            onClick={() => {
              props.onOpenAgain(openUrl)
            }}
          >
            {t('openPage', { platform })}
          </Button>
        )}
        {words.canAuthorise && !isWaiting && (
          <Button mt={10} onClick={props.onAuthorise}>
            {t('authorise.action')}
          </Button>
        )}
      </SettingRow>
      <SettingRow label={t('account.title')}>
        {channel.account ? (
          <AccountFacts account={channel.account} platform={platform} onOpenProfile={props.onOpenProfile} />
        ) : (
          <p className={classes.quiet}>{t('account.none')}</p>
        )}
      </SettingRow>
      <SettingRow label={t('delivery.title')}>{t(`delivery.${channel.delivery}`, { platform })}</SettingRow>
      <SettingRow label={t('keys.section')} hint={t('keys.hint')}>
        <Button
          variant={words.needsKeys ? 'filled' : 'light'}
          onClick={() => {
            setTyping(true)
          }}
        >
          {t('keys.action')}
        </Button>
      </SettingRow>
      {isTyping && (
        <KeysDialog
          name={channel.name}
          platform={platform}
          onSave={props.onKeys}
          onClose={() => {
            setTyping(false)
          }}
        />
      )}
      <SettingRow label={t('disconnect.section')} hint={t('disconnect.effect')}>
        <Button
          variant="light"
          color="danger"
          onClick={() => {
            setAsking(true)
          }}
        >
          {t('disconnect.action')}
        </Button>
      </SettingRow>
      {isAsking && (
        <DisconnectDialog
          name={channel.name}
          failure={failure}
          onConfirm={props.onDisconnect}
          onClose={() => {
            setAsking(false)
          }}
        />
      )}
    </>
  )
}

interface AccountFactsProps {
  readonly account: NonNullable<Channel['account']>
  readonly platform: string
  readonly onOpenProfile: (url: string) => void
}

function AccountFacts({ account, platform, onOpenProfile }: AccountFactsProps) {
  const { t } = useTranslation('channels')
  const { profileUrl } = account
  const facts = [
    ['name', account.name],
    ['id', account.externalId],
    ['phone', account.phone && formatPhone(account.phone)],
    ['email', account.email],
  ] as const
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(
          ([key, value]) =>
            value && (
              <div key={key}>
                <dt>{t(`account.${key}`)}</dt>
                <dd className="tabular">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {profileUrl && (
        <Button
          mt={8}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconExternalLink size={16} stroke={1.7} aria-hidden />}
          onClick={() => {
            onOpenProfile(profileUrl)
          }}
        >
          {t('account.open', { platform })}
        </Button>
      )}
    </>
  )
}
