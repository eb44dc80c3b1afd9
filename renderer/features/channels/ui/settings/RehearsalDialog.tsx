import { Button, Group, Modal } from '@mantine/core'
import { useCallback } from 'react'

import type { Administration } from '#shared/contract/administration'
import type { RehearsalReply } from '#shared/contract/rehearsal'
import type { ChannelSettings } from '#shared/domain/channel-settings'
import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatListPage } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { useClock } from '../../../../ui/clock-context'
import { InlineError } from '../../../../ui/InlineError'
import { formatExact, formatListTime } from '../../../../ui/time'
import { useObserved } from '../../../../ui/use-observed'
import type { AdministrationFailure } from '../../../admin'
import { formatMoment } from '../../model/moment'
import { stepWords } from '../../model/step-words'
import classes from './ChannelSettings.module.css'
import { ProblemList } from './ProblemList'

const SHOWN_CASES = 100
const KNOWN_CHATS = 1000
const TOTALS = ['cases', 'withBot', 'autoAnswers', 'queued', 'closedByTimeout', 'closingTexts', 'notPassedOn'] as const

export type RehearsalOutcome = 'busy' | Result<RehearsalReply, AdministrationFailure>

export interface RehearsalDialogProps {
  readonly outcome: RehearsalOutcome
  readonly settings: ChannelSettings
  readonly administration: Administration
  readonly onClose: () => void
}

/** Who would have got what, and when, under settings that are not saved (spec A22). */
export function RehearsalDialog({ outcome, settings, administration, onClose }: RehearsalDialogProps) {
  const { t } = useTranslation(['channels', 'admin'])
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t('settings.rehearsal.title')}
      closeButtonProps={{ 'aria-label': t('settings.close') }}
    >
      {outcome === 'busy' && <p role="status">{t('settings.rehearsal.busy')}</p>}
      {outcome !== 'busy' && !outcome.ok && <InlineError>{t(`admin:failure.${outcome.error}`)}</InlineError>}
      {outcome !== 'busy' && outcome.ok && (
        <Report reply={outcome.value} settings={settings} administration={administration} />
      )}
      <Group mt={16} justify="flex-end">
        <Button data-autofocus variant="light" onClick={onClose}>
          {t('settings.close')}
        </Button>
      </Group>
    </Modal>
  )
}

interface ReportProps extends Pick<RehearsalDialogProps, 'settings' | 'administration'> {
  readonly reply: RehearsalReply
}

function Report({ reply, settings, administration }: ReportProps) {
  const { t, i18n } = useTranslation(['channels', 'common'])
  const data = useDeskData()
  const nowMs = useClock().now()
  const observe = useCallback(
    (listener: (page: ChatListPage | null) => void) =>
      data.observeChatList({ filter: 'all', search: '', limit: KNOWN_CHATS }, listener),
    [data],
  )
  const chats = useObserved(observe, null)?.rows ?? []
  const names = new Map(chats.map(({ id, clientName, response }) => [id, clientName || response?.fullName]))
  const { problems, totals } = reply
  const cases = reply.cases.slice(-SHOWN_CASES).reverse()
  const { language } = i18n
  return (
    <>
      <p className={classes.notice}>
        {t('settings.rehearsal.intro', { since: formatListTime(reply.sinceMs, nowMs, language) })}
      </p>
      {problems.length > 0 && (
        <InlineError tone={problems.some(({ severity }) => severity === 'error') ? 'danger' : 'warn'}>
          <ProblemList problems={problems} />
        </InlineError>
      )}
      {reply.events === 0 ? (
        <p>{t('settings.rehearsal.nothing')}</p>
      ) : (
        <dl className={classes.totals}>
          {TOTALS.map((total) => (
            <div key={total}>
              <dt>{t(`settings.rehearsal.totals.${total}`, { count: totals[total] })}</dt>
              <dd className="tabular">{totals[total]}</dd>
            </div>
          ))}
        </dl>
      )}
      {cases.length > 0 && (
        <>
          {cases.length < totals.cases && (
            <p className={classes.notice}>{t('settings.rehearsal.latest', { count: cases.length })}</p>
          )}
          <table className={classes.report}>
            <thead>
              <tr>
                <th scope="col">{t('settings.rehearsal.column.when')}</th>
                <th scope="col">{t('settings.rehearsal.column.client')}</th>
                <th scope="col">{t('settings.rehearsal.column.what')}</th>
              </tr>
            </thead>
            <tbody>
              {cases.map(({ chatId, openedAtMs, steps }) => (
                <tr key={`${chatId} ${String(openedAtMs)}`}>
                  <td className="tabular" title={formatExact(openedAtMs, language)}>
                    {formatMoment(openedAtMs, nowMs, language)}
                  </td>
                  <td>{names.get(chatId) ?? t('common:guest')}</td>
                  <td>
                    <ol className={classes.steps}>
                      {steps.map((step, index) => (
                        <li key={index}>
                          <time className="tabular" title={formatExact(step.atMs, language)}>
                            {formatMoment(step.atMs, nowMs, language)}
                          </time>
                          <span>{stepWords(step, settings, administration, t)}</span>
                        </li>
                      ))}
                    </ol>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}
