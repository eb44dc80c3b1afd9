import { TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import type { SignInScreen, SignInStore } from '../model/sign-in.store'
import { Step } from './Step'

export interface InvitationCodeStepProps extends SignInScreen {
  readonly signIn: SignInStore
  /** The hub that a bare code is for. */
  readonly url: string | null
}

export function InvitationCodeStep({ signIn, url, isBusy, problem }: InvitationCodeStepProps) {
  const { t } = useTranslation('signIn')
  const [text, setText] = useState('')
  return (
    <Step
      title={t('invitationCode.title')}
      text={url === null ? t('invitationCode.text') : t('invitationCode.textFor', { host: new URL(url).host })}
      submit={t('invitationCode.submit')}
      isBusy={isBusy}
      problem={problem}
      onSubmit={() => void signIn.lookUpInvitation(text)}
      onBack={signIn.back}
    >
      <TextInput
        autoFocus
        label={url === null ? t('invitationCode.link') : t('invitationCode.linkOrCode')}
        value={text}
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
    </Step>
  )
}
