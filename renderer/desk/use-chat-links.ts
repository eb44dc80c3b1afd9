import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import type { LinksContract } from '#shared/contract/ipc/links'
import type { ChatId } from '#shared/domain/ids'

import type { ChatRow } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { observedOnce } from '../features/chats'
import { createClient, onEvent } from '../ipc/client'

/** Opens the conversation that a link of our own names, where this desk has it. */
export function useChatLinks(openChat: (id: ChatId) => void): void {
  const data = useDeskData()
  const { t } = useTranslation(['chats', 'common'])
  useEffect(() => {
    const links = createClient<LinksContract>('links')
    const look = async (): Promise<void> => {
      const id = await links.takeChat()
      if (id === null) return
      const known = await observedOnce<ChatRow | null>((tell) => data.observeChat(id, tell))
      if (known) openChat(id)
      else await sayUnknown(t('chats:header.unknownLink'), t('common:close'))
    }
    void look()
    const waiting = onEvent<LinksContract, 'chatWaiting'>('links', 'chatWaiting', () => void look())
    return () => {
      waiting.dispose()
    }
  }, [data, openChat, t])
}

async function sayUnknown(message: string, closeLabel: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  notifications.show({ message, closeButtonProps: { 'aria-label': closeLabel } })
}
