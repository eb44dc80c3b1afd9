import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../../i18n/use-translation'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import type { PeopleFailure } from '../../model/people-rest'
import classes from '../Admin.module.css'

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

export interface LoginDialogProps {
  readonly name: string
  readonly login: string
  readonly isBusy: boolean
  readonly failure: PeopleFailure | null
  readonly onSave: (login: string) => Promise<boolean>
  readonly onClose: () => void
}

export function LoginDialog({ name, login: present, isBusy, failure, onSave, onClose }: LoginDialogProps) {
  const { t } = useTranslation('admin')
  const [login, setLogin] = useState(present)
  const [isTried, setTried] = useState(false)
  const isAddress = ADDRESS.test(login.trim())
  const save = async (): Promise<boolean> => {
    setTried(true)
    return isAddress && onSave(login.trim())
  }
  const leave = useUnsaved({ isChanged: login !== present, save, discard: onClose })
  const problem = failure ? t(`accounts.failure.${failure}`) : isTried && !isAddress ? t('accounts.notAddress') : null
  return (
    <Modal
      opened
      onClose={() => {
        leave(onClose)
      }}
      title={t('accounts.changeLogin', { name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextInput
          data-autofocus
          type="email"
          label={t('accounts.login')}
          description={t('accounts.changeLoginHint')}
          value={login}
          error={problem}
          onChange={(event) => {
            setLogin(event.currentTarget.value)
          }}
        />
        <Group gap={8}>
          <Button type="submit" loading={isBusy} disabled={login.trim() === present}>
            {t('save')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('cancel')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
