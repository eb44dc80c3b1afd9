import { useStore } from 'zustand'

import type { RequestsOf } from '#shared/contract/define'
import type { SipContract, SipLine } from '#shared/contract/ipc/sip'
import type { LineMessage } from '#shared/domain/line-message'

import { createClient, onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'

let requests: RequestsOf<SipContract> | null = null
let mirror: Mirror<readonly SipLine[]> | null = null
let messages: Mirror<readonly LineMessage[]> | null = null
const NO_MESSAGES: readonly LineMessage[] = []

export function sipRequests(): RequestsOf<SipContract> {
  requests ??= createClient<SipContract>('sip')
  return requests
}

function linesMirror(): Mirror<readonly SipLine[]> {
  mirror ??= createMirror<readonly SipLine[]>(sipRequests().listLines, (listener) =>
    onEvent<SipContract, 'linesChanged'>('sip', 'linesChanged', listener),
  )
  return mirror
}

/** `null` until main has answered for the first time. */
export function useLines(): readonly SipLine[] | null {
  return useStore(linesMirror(), (state) => state.value)
}

/** Texts that came to the lines, newest first. */
export function useLineMessages(): readonly LineMessage[] {
  messages ??= createMirror<readonly LineMessage[]>(sipRequests().listMessages, (listener) =>
    onEvent<SipContract, 'messagesChanged'>('sip', 'messagesChanged', listener),
  )
  return useStore(messages, (state) => state.value) ?? NO_MESSAGES
}
