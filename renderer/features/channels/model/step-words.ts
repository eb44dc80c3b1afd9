import type { TFunction } from 'i18next'

import type { Administration } from '#shared/contract/administration'
import type { ChannelSettings } from '#shared/domain/channel-settings'
import type { RehearsedStep } from '#shared/domain/rehearsal'

type Translate = TFunction<['channels', 'common']>

/** One step of a rehearsed case, as a person would tell it. */
export function stepWords(
  step: RehearsedStep,
  { autoAnswers, offHours }: ChannelSettings,
  { agents, teams, bots }: Pick<Administration, 'agents' | 'teams' | 'bots'>,
  t: Translate,
): string {
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], wanted: string): string =>
    list.find(({ id }) => id === wanted)?.name ?? t('settings.rehearsal.step.unknown')
  switch (step.kind) {
    case 'withBot':
      return t('settings.rehearsal.step.withBot', { name: nameIn(bots, step.botId) })
    case 'queued': {
      const place =
        step.teamId === null
          ? t('settings.rehearsal.step.queuedAll')
          : t('settings.rehearsal.step.queuedTeam', { name: nameIn(teams, step.teamId) })
      return step.why === 'notAnswered' ? t('settings.rehearsal.step.again', { place }) : place
    }
    case 'assigned':
      return t(`settings.rehearsal.step.${step.how}`, { name: nameIn(agents, step.agentId) })
    case 'autoAnswer': {
      const all = offHours.kind === 'autoAnswers' ? [...autoAnswers, ...offHours.answers] : autoAnswers
      const text = all.find(({ id }) => id === step.answerId)?.text ?? ''
      return t('settings.rehearsal.step.autoAnswer', { text })
    }
    case 'closed': {
      const words = closedWords(step.by)
      return step.isTextSent ? t('settings.rehearsal.step.withText', { step: words }) : words
    }
  }

  function closedWords(by: Extract<RehearsedStep, { kind: 'closed' }>['by']): string {
    if (by.kind === 'timeout') return t('settings.rehearsal.step.closed.timeout')
    const name = by.kind === 'agent' ? nameIn(agents, by.agentId) : nameIn(bots, by.botId)
    return t(`settings.rehearsal.step.closed.${by.kind}`, { name })
  }
}
