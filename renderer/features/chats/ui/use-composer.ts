import { useEffect } from 'react'

import type { Capabilities } from '#shared/domain/capabilities'
import type { ChatId } from '#shared/domain/ids'

import { useDeskData } from '../../../data/desk-data-context'
import { useClock } from '../../../ui/clock-context'
import { fetchFile } from '../../../ui/fetch-file'
import { useStateOf } from '../../../ui/use-state-of'
import { createComposer, type Composer } from '../model/composer.store'
import { measureImage } from '../model/measure-image'
import { useChatsEnvironment } from './chats-environment'

/** One composer per open chat; what waits is saved when the chat, the window or the program is left. */
export function useComposer(chatId: ChatId, capabilities: Capabilities | null): Composer {
  const data = useDeskData()
  const clock = useClock()
  const { undoSendMs } = useChatsEnvironment()
  const [composer] = useStateOf(chatId, () => createComposer(chatId, { data, clock, measure: measureImage, fetchFile }))
  useEffect(() => {
    composer.setCapabilities(capabilities)
  }, [composer, capabilities])
  useEffect(() => {
    composer.setUndoWindow(undoSendMs)
  }, [composer, undoSendMs])
  useEffect(() => {
    const flush = () => {
      composer.flush()
    }
    window.addEventListener('pagehide', flush)
    window.addEventListener('blur', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('blur', flush)
      composer.dispose()
    }
  }, [composer])
  return composer
}
