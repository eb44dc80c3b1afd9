import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { SignInProvider } from '#shared/contract/ipc/sign-in'

import { useTranslation } from '../../../i18n/use-translation'
import type { SignInScreen, SignInStore } from '../model/sign-in.store'
import classes from './SignInPage.module.css'
import { Step } from './Step'

export interface BrowserStepProps extends SignInScreen {
  readonly signIn: SignInStore
  readonly provider: SignInProvider
}

/** While the person is in the browser: its last page leads back by a link, or its code is typed here. */
export function BrowserStep({ signIn, provider, isBusy, problem }: BrowserStepProps) {
  const { t } = useTranslation('signIn')
  const [code, setCode] = useState('')
  return (
    <Step
      title={t('browser.title')}
      text={t('browser.text', { name: provider.name })}
      submit={t('login.submit')}
      isBusy={isBusy}
      problem={problem}
      onSubmit={() => {
        if (code.trim() !== '') void signIn.finishInBrowser(code)
      }}
      onBack={signIn.back}
      more={
        <div className={classes.more}>
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={isBusy}
            onClick={() => {
              void signIn.openBrowser(provider)
            }}
          >
            {t('browser.again')}
          </Button>
        </div>
      }
    >
      <TextInput
        autoFocus
        label={t('browser.code')}
        placeholder="ABCD-2345"
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
