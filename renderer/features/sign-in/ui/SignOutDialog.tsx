import { Button, Group, Modal, Text } from '@mantine/core'
import { useEffect, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import type { OnlyHere } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { signInRequests } from '../model/use-sign-in-state'

export interface SignOutDialogProps {
  readonly onClose: () => void
}

/** Says what leaves this computer and what would be lost with it. */
export function SignOutDialog({ onClose }: SignOutDialogProps) {
  const { t } = useTranslation('signIn')
  const data = useDeskData()
  const [here, setHere] = useState<OnlyHere | null>(null)
  useEffect(() => {
    let isGone = false
    data.countOnlyHere().then(
      (counted) => {
        if (!isGone) setHere(counted)
      },
      (error: unknown) => {
        reportError(error)
        // Whatever is there is kept: nothing is thrown away unseen.
        if (!isGone) setHere({ messages: 0, drafts: 0 })
      },
    )
    return () => {
      isGone = true
    }
  }, [data])
  if (!here) return null
  const leave = (keepsUnsent: boolean): void => {
    void signInRequests().signOut({ keepsUnsent })
  }
  const hasUnsent = here.messages + here.drafts > 0
  return (
    <Modal opened onClose={onClose} title={t('signOut.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Text size="sm">{t('signOut.text')}</Text>
      {hasUnsent && (
        <Text size="sm" mt={8}>
          {t('signOut.unsent', { ...here })}
        </Text>
      )}
      <Group gap={8} mt={16}>
        <Button
          data-autofocus
          onClick={() => {
            leave(true)
          }}
        >
          {t(hasUnsent ? 'signOut.keep' : 'signOut.leave')}
        </Button>
        {hasUnsent && (
          <Button
            variant="light"
            color="danger"
            onClick={() => {
              leave(false)
            }}
          >
            {t('signOut.discard')}
          </Button>
        )}
        <Button variant="subtle" onClick={onClose}>
          {t('signOut.stay')}
        </Button>
      </Group>
    </Modal>
  )
}
