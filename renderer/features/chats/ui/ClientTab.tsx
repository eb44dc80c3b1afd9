import { lazy, Suspense } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import type { JobResponse } from '#shared/domain/job-response'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { Avatar } from '../../../ui/Avatar'
import { fileUrl } from '../../../ui/file-url'
import { clientNameOf } from '#shared/domain/client-name'
import type { ChatsStore } from '../model/chats.store'
import { useChatsEnvironment } from './chats-environment'
import { ClientCardSection } from './ClientCardSection'
import classes from './ContextPanel.module.css'
import { MoveStageButton } from './deeds/MoveStageButton'
import { OutsideLink } from './OutsideLink'
import { PhoneField } from './PhoneField'
import { WriteToClient } from './WriteToClient'

/** Few open it, and only administrators may. */
const PersonalData = lazy(async () => ({ default: (await import('./PersonalData')).PersonalData }))

export interface ClientTabProps {
  readonly chats: ChatsStore
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me?: Agent | null
}

export function ClientTab({ chats, chat, channel, me = null }: ClientTabProps) {
  const { t } = useTranslation(['chats', 'cases', 'common'])
  const { renderDial } = useChatsEnvironment()
  const name = clientNameOf(chat) || t('common:guest')
  const channelWord = channel ? t(`common:channelKind.${channel.kind}`) : ''
  const { subject } = chat
  return (
    <>
      <section className={classes.section}>
        <div className={classes.who}>
          <Avatar
            name={name}
            seed={chat.clientId}
            size={48}
            imageUrl={chat.avatarFileId ? fileUrl(chat.avatarFileId) : null}
            mark={channel && { kind: channel.kind, label: channelWord }}
          />
          <div>
            <div className={classes.name}>{name}</div>
            {chat.response?.position && <div className={classes.soft}>{chat.response.position}</div>}
          </div>
        </div>
        <PhoneField key={chat.clientPhone} chat={chat} dial={renderDial(chat, channel)} />
      </section>
      <ClientCardSection chats={chats} chat={chat} channel={channel} />
      {chat.response && <VacancyFacts chat={chat} channel={channel} response={chat.response} />}
      <WriteToClient chat={chat} channel={channel} />
      {subject && (
        <section className={classes.section}>
          <h3>{t(`subject.${subject.kind}`)}</h3>
          <div className={classes.subject}>
            {subject.imageUrl && (
              <img
                src={subject.imageUrl}
                alt=""
                onError={(event) => {
                  event.currentTarget.hidden = true
                }}
              />
            )}
            <div>
              <b>{subject.title}</b>
              {subject.price && <div className="tabular">{subject.price}</div>}
            </div>
          </div>
          {subject.url !== null && (
            <OutsideLink url={subject.url} words={t('context.openSubject', { channel: channelWord })} />
          )}
        </section>
      )}
      {channel && (
        <section className={classes.section}>
          <h3>{t('context.channel')}</h3>
          <dl className={classes.facts}>
            <dt>{channelWord}</dt>
            <dd>{channel.name}</dd>
            <dt>{t('context.channelState')}</dt>
            <dd data-health={channel.health.kind}>{t(`context.health.${channel.health.kind}`)}</dd>
          </dl>
        </section>
      )}
      {me?.role === 'administrator' && (
        <Suspense fallback={null}>
          <PersonalData key={chat.id} chat={chat} />
        </Suspense>
      )}
    </>
  )
}

/** Spec C6. */
function VacancyFacts({ chat, channel, response }: Omit<ClientTabProps, 'chats'> & { readonly response: JobResponse }) {
  const { vacancy, stage } = response
  const { t } = useTranslation('cases')
  return (
    <section className={classes.section} aria-label={t('tab.response')}>
      <h3>{t('tab.response')}</h3>
      <dl className={classes.facts}>
        <dt>{t('resume.vacancy')}</dt>
        <dd>{vacancy.title}</dd>
        {stage && (
          <>
            <dt>{t('resume.stage')}</dt>
            <dd>{stage.title}</dd>
          </>
        )}
      </dl>
      <MoveStageButton chat={chat} channel={channel} />
    </section>
  )
}
