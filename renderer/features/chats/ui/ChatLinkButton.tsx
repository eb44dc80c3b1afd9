import { Button } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import type { ClientConversation } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconCopy } from '../../../ui/icons'

const VALID_FOR_DAYS = 30

type Outcome =
  | { readonly kind: 'copied' | 'offline' }
  /** Told only once: it stands there to be copied by hand. */
  | { readonly kind: 'notCopied'; readonly url: string }

/** Makes a link that opens this conversation for its client, and copies it: each press a new one, the old ones go on. */
export function ChatLinkButton({ place, where }: { readonly place: ClientConversation; readonly where: string }) {
  const { t } = useTranslation('cases')
  const data = useDeskData()
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const make = async (): Promise<void> => {
    setBusy(true)
    setOutcome(null)
    const made = await data.makeChatLink(place.channelId, place.chatId, VALID_FOR_DAYS)
    setOutcome(made.ok ? await copy(made.value) : { kind: 'offline' })
    setBusy(false)
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="light"
        loading={isBusy}
        leftSection={<IconCopy size={16} aria-hidden />}
        aria-label={t('write.link.makeFor', { where })}
        onClick={() => void make()}
      >
        {t('write.link.make')}
      </Button>
      {outcome && (
        <small role={outcome.kind === 'offline' ? 'alert' : 'status'}>
          {t(`write.link.${outcome.kind}`)} {outcome.kind === 'notCopied' && <code>{outcome.url}</code>}
        </small>
      )}
    </>
  )
}

async function copy(url: string): Promise<Outcome> {
  try {
    await navigator.clipboard.writeText(url)
    return { kind: 'copied' }
  } catch (error) {
    // Refused by the system: the desk lost the focus meanwhile, or may not.
    if (error instanceof DOMException) return { kind: 'notCopied', url }
    throw error
  }
}
