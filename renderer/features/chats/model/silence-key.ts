import type { ChatAccess } from '#shared/domain/chat'

/** The sentence that says why a conversation cannot be written to (`chats:<key>`). */
export function silenceKey(access: Exclude<ChatAccess, { kind: 'open' }>) {
  return access.kind === 'readOnly' ? (`access.readOnly.${access.reason}` as const) : (`access.${access.kind}` as const)
}
