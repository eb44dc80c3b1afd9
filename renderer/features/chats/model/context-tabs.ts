import type { ChatRow } from '../../../data/desk-data'
import type { ContextTab } from './chats.store'

export type ContextTabName = Exclude<ContextTab, 'seen'>

/** The tabs beside this conversation, in their order. */
export function contextTabs({ response }: Pick<ChatRow, 'response'>): readonly ContextTabName[] {
  return response ? ['client', 'response', 'case', 'history'] : ['client', 'case', 'history']
}
