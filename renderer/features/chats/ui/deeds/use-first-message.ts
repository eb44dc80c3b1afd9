import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../../i18n/use-translation'
import type { Candidate, ChatBeginning } from '../../../../data/desk-data'
import { problemOf } from './text-problem'

interface FirstMessageState {
  /** What is to be done as it stands; `null` while it cannot. */
  readonly beginning: ChatBeginning | null
  readonly whyNot: string | null
}

/** Whether a conversation can be begun with these words, and else why not. */
export function useFirstMessage(channel: Channel, candidate: Candidate | null, text: string): FirstMessageState {
  const { t } = useTranslation(['chats', 'common'])
  const channelWord = t(`common:channelKind.${channel.kind}`)
  if (!candidate) return { beginning: null, whyNot: t('deed.asking', { channel: channelWord }) }
  if (!candidate.hasOpenContacts) return { beginning: null, whyNot: t('deed.start.closed', { channel: channelWord }) }
  const problem = problemOf(text, channel.capabilities.start?.maxFirstTextLength ?? Infinity)
  if (problem) {
    const field = problem.kind === 'field' ? problem.field : ''
    return { beginning: null, whyNot: t(`deed.text.${problem.kind}`, { field }) }
  }
  const beginning = {
    channelId: channel.id,
    candidateExternalId: candidate.externalId,
    candidateName: candidate.fullName,
    text: text.trim(),
  }
  return { beginning, whyNot: null }
}
