import { useEffect, useState } from 'react'

import type { ImageContent, Message } from '#shared/domain/message'

import { useDeskData } from '../../../../data/desk-data-context'
import { fileUrl } from '../../../../ui/file-url'

export interface ImageSource {
  /** `null` while it is not known where the picture is. */
  readonly source: string | null
  readonly retry: () => void
}

/** An image that the hub does not have yet is shown from this desk's own copy. */
export function useImageSource(message: Message, image: ImageContent): ImageSource {
  const data = useDeskData()
  const [attempt, setAttempt] = useState(0)
  const [local, setLocal] = useState<{ readonly url: string | null } | null>(null)
  const state = message.delivery?.state
  const mayBeLocal = state === 'local' || state === 'queued' || state === 'sending' || state === 'failed'
  useEffect(() => {
    if (!mayBeLocal) return
    let isCurrent = true
    let url: string | null = null
    const show = (blob: Blob | null) => {
      if (!isCurrent) return
      url = blob && URL.createObjectURL(blob)
      setLocal({ url })
    }
    data.readLocalImage(message.id).then(show, () => {
      show(null)
    })
    return () => {
      isCurrent = false
      if (url) URL.revokeObjectURL(url)
    }
  }, [data, message.id, mayBeLocal])
  const remote = attempt === 0 ? fileUrl(image.fileId) : `${fileUrl(image.fileId)}?attempt=${String(attempt)}`
  return {
    source: mayBeLocal && !local ? null : (mayBeLocal && local?.url) || remote,
    retry() {
      setAttempt((before) => before + 1)
    },
  }
}
