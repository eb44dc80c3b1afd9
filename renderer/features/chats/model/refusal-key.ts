import type { CommandName } from '#shared/contract/commands'

import type { Refusal } from '../../../data/desk-data'

const KNOWN = [
  'windowClosed',
  'systemMessage',
  'contactsClosed',
  'noResponse',
  'hasVacancy',
  'underWay',
  'unknownChat',
  'unknownMessage',
  'wrongState',
  'unsupported',
  'notAllowed',
  'invalid',
] as const

/** A reason that the hub may add later still gets a sentence. */
export function refusalKey(
  reason: string,
  command?: CommandName,
): (typeof KNOWN)[number] | 'tooLateToDiscard' | 'other' {
  if (command === 'discardMessage' && reason === 'wrongState') return 'tooLateToDiscard'
  return KNOWN.find((known) => known === reason) ?? 'other'
}

/** What a wish about a case, a card or a status is told with; `null`: it was about a message or a chat. */
export function caseRefusalKey({ command, reason }: Pick<Refusal, 'command' | 'reason'>) {
  if (!CASE_COMMANDS.has(command)) return null
  if (reason === 'clientWroteMeanwhile' || reason === 'answeredMeanwhile') return 'newWord'
  if (reason === 'wrongState') return command === 'claimCase' ? 'claimCase' : 'changed'
  return KNOWN_OF_CASES.find((known) => known === reason) ?? null
}

const KNOWN_OF_CASES = [
  'unknownReceiver',
  'unknownStatus',
  'unknownCase',
  'unknownClient',
  'unsupported',
  'notAllowed',
] as const

const CASE_COMMANDS: ReadonlySet<CommandName> = new Set<CommandName>([
  'setStatus',
  'claimCase',
  'transferCase',
  'returnCase',
  'closeCase',
  'snoozeCase',
  'unsnoozeCase',
  'setCaseTopic',
  'setCasePriority',
  'pinCase',
  'addNote',
  'whisper',
  'watchChat',
  'createClientCard',
  'saveClientCard',
  'linkClientCard',
  'linkDeal',
  'linkOrganisation',
  'mergeClientCards',
  'undoMerge',
])
