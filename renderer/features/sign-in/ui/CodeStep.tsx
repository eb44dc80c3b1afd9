import { TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import type { SignInScreen, SignInStore } from '../model/sign-in.store'
import { Step } from './Step'

export interface CodeStepProps extends SignInScreen {
  readonly signIn: SignInStore
}

export function CodeStep({ signIn, isBusy, problem }: CodeStepProps) {
  const { t } = useTranslation('signIn')
  const [code, setCode] = useState('')
  return (
    <Step
      title={t('code.title')}
      text={t('code.text')}
      submit={t('login.submit')}
      isBusy={isBusy}
      problem={problem}
      onSubmit={() => {
        if (code.trim() !== '') void signIn.sendCode(code)
      }}
      onBack={signIn.back}
    >
      <TextInput
        autoFocus
        label={t('code.label')}
        value={code}
        maxLength={40}
        autoComplete="one-time-code"
        spellCheck={false}
        onChange={(event) => {
          setCode(event.currentTarget.value)
        }}
      />
    </Step>
  )
}
