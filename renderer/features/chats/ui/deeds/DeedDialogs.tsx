import { lazy, Suspense, useEffect } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import type { ChatId } from '#shared/domain/ids'

import type { ChatRow } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { isAction } from '../../../../ui/keys/key-table'
import { DEED_KEYS } from '../../model/deed-keys'
import { deedOffers, type Deed } from '../../model/deed-offers'
import { beginChat } from './begin-chat'

const StageDialog = lazy(async () => ({ default: (await import('./StageDialog')).StageDialog }))
const InviteDialog = lazy(async () => ({ default: (await import('./InviteDialog')).InviteDialog }))
const StartChatDialog = lazy(async () => ({ default: (await import('./StartChatDialog')).StartChatDialog }))
const LeaveDialog = lazy(async () => ({ default: (await import('./LeaveDialog')).LeaveDialog }))
const BlockDialog = lazy(async () => ({ default: (await import('../BlockDialog')).BlockDialog }))

export interface DeedDialogsProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me: Agent | null
  readonly asked: Deed | null
  readonly onAsk: (deed: Deed) => void
  /** Back to the conversation. */
  readonly onClose: () => void
  readonly onOpen: (id: ChatId) => void
}

/** What is asked before a deed is done; how it ends stands in the timeline. */
export function DeedDialogs({ chat, channel, me, asked, onAsk, onClose, onOpen }: DeedDialogsProps) {
  const data = useDeskData()
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || document.querySelector('[role=dialog]')) return
      const offered = deedOffers(chat, channel).find(({ deed }) => isAction(event, DEED_KEYS[deed]))
      if (offered?.whyNot !== null) return
      event.preventDefault()
      onAsk(offered.deed)
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [chat, channel, onAsk])
  useEffect(() => {
    if (asked !== 'unblock') return
    void data.unblockClient(chat.id)
    onClose()
  }, [asked, data, chat.id, onClose])

  return (
    <Suspense fallback={null}>
      {asked === 'stage' && (
        <StageDialog
          chat={chat}
          channel={channel}
          me={me}
          onClose={onClose}
          onConfirm={(draft) => {
            void data.moveStage(chat.id, draft)
            onClose()
          }}
        />
      )}
      {asked === 'invite' && (
        <InviteDialog
          chat={chat}
          channel={channel}
          me={me}
          onClose={onClose}
          onConfirm={(draft) => {
            void data.inviteToVacancy(chat.id, draft)
            onClose()
          }}
        />
      )}
      {asked === 'start' && channel && (
        <StartChatDialog
          chat={chat}
          channel={channel}
          onClose={onClose}
          onConfirm={(beginning) => {
            onClose()
            void beginChat(data, beginning, onOpen)
          }}
        />
      )}
      {asked === 'leave' && (
        <LeaveDialog
          chat={chat}
          onClose={onClose}
          onConfirm={() => {
            void data.leaveChat(chat.id)
            onClose()
          }}
        />
      )}
      {asked === 'block' && (
        <BlockDialog
          chat={chat}
          channel={channel}
          onClose={onClose}
          onConfirm={(reason) => {
            void data.blockClient(chat.id, reason)
            onClose()
          }}
        />
      )}
    </Suspense>
  )
}
