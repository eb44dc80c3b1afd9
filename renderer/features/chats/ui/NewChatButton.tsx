import { lazy, Suspense, useEffect, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { IconButton } from '../../../ui/IconButton'
import { IconMessagePlus } from '../../../ui/icons'
import { isAction } from '../../../ui/keys/key-table'
import { useChatsEnvironment } from './chats-environment'
import { beginChat } from './deeds/begin-chat'
import { useChannels } from './use-channels'

/** Not part of the first screen. */
const NewChatDialog = lazy(async () => ({ default: (await import('./deeds/NewChatDialog')).NewChatDialog }))

/** «Новый чат»: where a connected channel lets one begin by a résumé, and nowhere else. */
export function NewChatButton() {
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const { writeIn } = useChatsEnvironment()
  const [isOpen, setIsOpen] = useState(false)
  const [first, ...rest] = (useChannels() ?? []).filter(({ capabilities }) => capabilities.start?.by === 'resume')
  const isOffered = first !== undefined
  useEffect(() => {
    if (!isOffered) return undefined
    const handleKeys = (event: KeyboardEvent) => {
      if (!isAction(event, 'newChat') || event.defaultPrevented) return
      if (document.querySelector('[role=dialog]')) return
      event.preventDefault()
      setIsOpen(true)
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [isOffered])
  if (!first) return null
  return (
    <>
      <IconButton
        label={t('deed.newChat.open')}
        action="newChat"
        onClick={() => {
          setIsOpen(true)
        }}
      >
        <IconMessagePlus size={18} aria-hidden />
      </IconButton>
      {isOpen && (
        <Suspense fallback={null}>
          <NewChatDialog
            channels={[first, ...rest]}
            onClose={() => {
              setIsOpen(false)
            }}
            onConfirm={(beginning) => {
              setIsOpen(false)
              void beginChat(data, beginning, writeIn)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
