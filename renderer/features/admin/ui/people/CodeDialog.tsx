import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconCopy } from '../../../../ui/icons'
import { formatMoment } from '../../../../ui/time'
import type { Invited } from '../../model/people-rest'
import classes from '../Admin.module.css'

export interface CodeDialogProps {
  readonly invited: Invited
  readonly onClose: () => void
}

/** The hub tells it this one time and keeps a hash. */
export function CodeDialog({ invited: { invitation, link }, onClose }: CodeDialogProps) {
  const { t, i18n } = useTranslation('admin')
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null)
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => {
        setOutcome('copied')
      },
      () => {
        setOutcome('notCopied')
      },
    )
  }
  return (
    <Modal
      opened
      // Gone with a slip it would have to be made anew.
      closeOnClickOutside={false}
      onClose={onClose}
      title={t('accounts.code.title', { name: invitation.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <p className={classes.notice}>
        {t('accounts.code.text', { time: formatMoment(invitation.expiresAtMs, i18n.language) })}
      </p>
      <Group gap={8} align="flex-end" wrap="nowrap">
        <TextInput
          readOnly
          flex={1}
          label={t('accounts.code.label')}
          value={link}
          onFocus={(event) => {
            event.currentTarget.select()
          }}
        />
        <Button data-autofocus leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
          {t('accounts.code.copy')}
        </Button>
      </Group>
      <p role="status" className={classes.notice}>
        {outcome && t(`accounts.code.${outcome}`)}
      </p>
      <Button variant="light" onClick={onClose}>
        {t('accounts.code.done')}
      </Button>
    </Modal>
  )
}
