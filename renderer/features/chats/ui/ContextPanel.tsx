import { useTranslation } from 'react-i18next'

import type { Channel } from '#shared/domain/channel'

import type { ChatRow } from '../../../data/desk-data'
import { Avatar } from '../../../ui/Avatar'
import { fileUrl } from '../../../ui/file-url'
import { IconExternalLink } from '../../../ui/icons'
import { useChatsEnvironment } from './chats-environment'
import classes from './ContextPanel.module.css'
import { PhoneField } from './PhoneField'

export interface ContextPanelProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
}

export function ContextPanel({ chat, channel }: ContextPanelProps) {
  const { t, i18n } = useTranslation(['chats', 'common'])
  const { openExternal, renderDial } = useChatsEnvironment()
  const name = chat.clientName || t('common:guest')
  const channelWord = channel ? t(`common:channelKind.${channel.kind}`) : ''
  const { subject } = chat
  const subjectUrl = subject?.url ?? null
  return (
    <aside className={classes.root} aria-label={t('context.label')}>
      <section className={classes.section}>
        <div className={classes.who}>
          <Avatar
            name={name}
            seed={chat.clientId}
            size={48}
            imageUrl={chat.avatarFileId ? fileUrl(chat.avatarFileId) : null}
            mark={channel && { kind: channel.kind, label: channelWord }}
          />
          <div className={classes.name}>{name}</div>
        </div>
        <PhoneField key={chat.clientPhone} chat={chat} dial={renderDial(chat)} />
      </section>
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
          {subjectUrl && (
            <button
              type="button"
              className={classes.link}
              onClick={() => {
                openExternal(subjectUrl)
              }}
            >
              {t('context.openSubject', { channel: channelWord })}
              <IconExternalLink size={14} aria-hidden />
            </button>
          )}
        </section>
      )}
      <section className={classes.section}>
        <h3>{t('context.case')}</h3>
        <dl className={classes.facts}>
          <dt>{t('context.caseNumber')}</dt>
          <dd className="tabular">{new Intl.NumberFormat(i18n.language).format(chat.case.number)}</dd>
          <dt>{t('context.caseState')}</dt>
          <dd>{t(`context.caseIs.${chat.case.state.kind}`)}</dd>
        </dl>
      </section>
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
    </aside>
  )
}
