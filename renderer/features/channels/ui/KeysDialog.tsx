import { Button, Group, Modal, PasswordInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { CONNECT_MAX_LENGTHS } from '../model/connect-form'
import type { Keys, RestFailure } from '../model/hub-rest'
import classes from './Channels.module.css'

const EMPTY: Keys = { clientId: '', clientSecret: '' }

export interface KeysDialogProps {
  readonly name: string
  readonly platform: string
  /** `null`: taken. */
  readonly onSave: (keys: Keys) => Promise<RestFailure | null>
  readonly onClose: () => void
}

/** Other keys for a channel that stays. The old ones are never shown: the hub keeps them sealed. */
export function KeysDialog({ name, platform, onSave, onClose }: KeysDialogProps) {
  const { t } = useTranslation('channels')
  const [keys, setKeys] = useState(EMPTY)
  const [failure, setFailure] = useState<RestFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isComplete = keys.clientId.trim() !== '' && keys.clientSecret.trim() !== ''
  const save = async (): Promise<boolean> => {
    if (!isComplete) return false
    setBusy(true)
    setFailure(null)
    const refused = await onSave({ clientId: keys.clientId.trim(), clientSecret: keys.clientSecret.trim() })
    setBusy(false)
    setFailure(refused)
    if (refused === null) onClose()
    return refused === null
  }
  const leave = useUnsaved({ isChanged: JSON.stringify(keys) !== JSON.stringify(EMPTY), save, discard: onClose })
  const field = (part: keyof Keys) => ({
    value: keys[part],
    maxLength: CONNECT_MAX_LENGTHS[part],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => {
      setKeys({ ...keys, [part]: event.currentTarget.value })
    },
  })
  return (
    <Modal
      opened
      onClose={() => {
        leave(onClose)
      }}
      title={t('keys.title', { name })}
      closeButtonProps={{ 'aria-label': t('keys.no') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          // A dialog stands within the form of the page in React's tree: that one is not to be saved by this.
          event.stopPropagation()
          void save()
        }}
      >
        <Text size="sm">{t('keys.text', { platform })}</Text>
        <TextInput data-autofocus withAsterisk label={t('form.clientId')} {...field('clientId')} />
        <PasswordInput
          withAsterisk
          label={t('form.clientSecret')}
          visibilityToggleButtonProps={{ 'aria-label': t('form.showSecret'), title: t('form.showSecret') }}
          {...field('clientSecret')}
        />
        {failure && (
          <InlineError>{t(failure === 'sameAccount' ? 'keys.sameAccount' : `failure.${failure}`)}</InlineError>
        )}
        <Group gap={8}>
          <Button type="submit" loading={isBusy} disabled={!isComplete} title={isComplete ? undefined : t('keys.both')}>
            {t('keys.yes')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('keys.no')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
