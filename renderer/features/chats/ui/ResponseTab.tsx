import type { Channel } from '#shared/domain/channel'
import type { JobResponse } from '#shared/domain/job-response'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { formatPhone } from '../../../ui/phone'
import { formatMoment } from '../../../ui/time'
import { useChatsEnvironment } from './chats-environment'
import classes from './ContextPanel.module.css'
import { MoveStageButton } from './deeds/MoveStageButton'
import { OutsideLink } from './OutsideLink'
import { ResumeView } from './ResumeView'

export interface ResponseTabProps {
  readonly chat: ChatRow
  readonly response: JobResponse
  readonly channel: Channel | null
}

/** Spec Q2, M16: who responded, to what, and the whole résumé, read here. */
export function ResponseTab({ chat, response, channel }: ResponseTabProps) {
  const { t, i18n } = useTranslation(['cases', 'common'])
  const { renderDial } = useChatsEnvironment()
  const channelWord = channel ? t(`common:channelKind.${channel.kind}`) : ''
  const { vacancy, resume } = response
  return (
    <>
      <section className={classes.section}>
        <div className={classes.dialled}>
          <div className={classes.name}>{response.fullName || chat.clientName || t('common:guest')}</div>
          {response.phones.length === 0 && renderDial(chat, channel)}
        </div>
        <dl className={classes.facts}>
          {response.position !== null && (
            <>
              <dt>{t('resume.position')}</dt>
              <dd>{response.position}</dd>
            </>
          )}
          {response.phones.length > 0 && (
            <>
              <dt>{t('resume.phones')}</dt>
              <dd>
                {response.phones.map((phone) => (
                  <div key={phone} className={classes.dialled}>
                    <span className="tabular">{formatPhone(phone)}</span>
                    {renderDial(chat, channel, phone)}
                  </div>
                ))}
              </dd>
            </>
          )}
          <dt>{t('resume.vacancy')}</dt>
          <dd>{vacancy.title}</dd>
          {response.stage && (
            <>
              <dt>{t('resume.stage')}</dt>
              <dd>{response.stage.title}</dd>
            </>
          )}
          <dt>{t('resume.responded')}</dt>
          <dd>
            {formatMoment(response.respondedAtMs, i18n.language)}
            {response.how === 'phone' && ` · ${t('response.byPhone')}`}
          </dd>
        </dl>
        <MoveStageButton chat={chat} channel={channel} />
        {vacancy.url !== null && (
          <OutsideLink url={vacancy.url} words={t('resume.openVacancy', { channel: channelWord })} />
        )}
      </section>
      {response.answers.length > 0 && (
        <section className={classes.section}>
          <h3>{t('resume.answers')}</h3>
          <dl className={classes.facts}>
            {response.answers.map(({ label, value }, index) => (
              <div key={index} className={classes.pair}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {resume ? (
        <ResumeView resume={resume} channelWord={channelWord} />
      ) : (
        <section className={classes.section}>
          <p className={classes.soft}>{t('resume.none')}</p>
        </section>
      )}
    </>
  )
}
