import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'

import { useTranslation } from '../../../../i18n/use-translation'

export interface DeedFormProps {
  readonly title: string
  readonly confirm: string
  /** Why it cannot be done yet; `null`: it can. */
  readonly whyNot: string | null
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly size?: number
  readonly children: ReactNode
}

/** The frame of every deed that is asked about first: Enter does it, Escape leaves, and what is missing is named. */
export function DeedForm({ title, confirm, whyNot, onConfirm, onClose, size = 500, children }: DeedFormProps) {
  const { t } = useTranslation('common')
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (whyNot === null) onConfirm()
        }}
      >
        {children}
        <Group justify="flex-end" gap={8} mt={20}>
          <Button variant="subtle" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            aria-disabled={whyNot !== null}
            {...(whyNot !== null ? { 'data-disabled': true } : {})}
            title={whyNot ?? ''}
          >
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
