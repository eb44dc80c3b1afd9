import type { Agent } from '#shared/domain/agent'
import type { TemplateFacts } from '#shared/domain/text-template'

import type { ChatRow } from '../../../data/desk-data'
import { clientNameOf } from '#shared/domain/client-name'
import { guessName } from './guess-name'

/** What a template's fields stand for in this conversation; what is not known is not filled. */
export function templateFacts(
  chat: Pick<ChatRow, 'card' | 'response' | 'clientName' | 'subject'>,
  me: Agent | null,
  stage = '',
): TemplateFacts {
  const shown = clientNameOf(chat)
  // A response names people surname first.
  const ofResponse = !chat.card && chat.response?.fullName === shown ? surnameFirst(shown) : null
  const { lastName, firstName } = chat.card ?? ofResponse ?? guessName(shown)
  return {
    firstName,
    lastName,
    fullName: shown,
    vacancy: chat.response?.vacancy.title ?? (chat.subject?.kind === 'vacancy' ? chat.subject.title : ''),
    stage,
    agent: me?.name ?? '',
  }
}

function surnameFirst(fullName: string): { readonly lastName: string; readonly firstName: string } | null {
  const [lastName = '', firstName = ''] = fullName.trim().split(/\s+/)
  return firstName === '' ? null : { lastName, firstName }
}
