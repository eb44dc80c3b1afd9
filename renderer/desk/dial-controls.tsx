import { Suspense, type ReactNode } from 'react'

import type { Channel } from '#shared/domain/channel'

import type { ChatRow } from '../data/desk-data'
import { DialButton, DialItems } from './later'

/** The control that calls the client, for wherever the chats show one (spec K1). */
export function renderDial(chat: ChatRow, channel: Channel | null, phone?: string): ReactNode {
  return (
    <Suspense fallback={null}>
      <DialButton
        chat={chat}
        channel={channel}
        phone={phone ?? chat.clientPhone}
        isPageOffered={phone === undefined || phone === chat.clientPhone}
      />
    </Suspense>
  )
}

/** The same for a menu. */
export function renderDialItems(chat: ChatRow, channel: Channel | null): ReactNode {
  const phone = chat.clientPhone ?? chat.response?.phones[0] ?? null
  return (
    <Suspense fallback={null}>
      <DialItems chat={chat} channel={channel} phone={phone} onAsk={null} />
    </Suspense>
  )
}
