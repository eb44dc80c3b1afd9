import { TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import type { SignInScreen, SignInStore } from '../model/sign-in.store'
import { Step } from './Step'

export interface AddressStepProps extends SignInScreen {
  readonly signIn: SignInStore
  readonly url: string | null
}

export function AddressStep({ signIn, url, isBusy, problem }: AddressStepProps) {
  const { t } = useTranslation(['signIn', 'common'])
  const isLocked = useLocks()('workplace.hub')
  const [address, setAddress] = useState(url ?? '')
  return (
    <Step
      title={t('address.title')}
      text={t('address.text')}
      submit={t('address.submit')}
      isBusy={isBusy}
      problem={problem}
      onSubmit={() => void signIn.look(address)}
      onBack={signIn.back}
    >
      <TextInput
        autoFocus
        disabled={isLocked}
        description={isLocked && t('common:locked')}
        label={t('address.label')}
        placeholder="hub.company.ru"
        value={address}
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setAddress(event.currentTarget.value)
        }}
      />
    </Step>
  )
}
