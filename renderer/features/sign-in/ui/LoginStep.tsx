import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import type { SignInScreen, SignInStore, Step as StepState } from '../model/sign-in.store'
import classes from './SignInPage.module.css'
import { Step } from './Step'

export interface LoginStepProps extends SignInScreen {
  readonly signIn: SignInStore
  readonly step: Extract<StepState, { kind: 'login' }>
  /** Who was here last. */
  readonly lastLogin: string | null
}

export function LoginStep({ signIn, step, lastLogin, isBusy, problem }: LoginStepProps) {
  const { t } = useTranslation('signIn')
  const [login, setLogin] = useState(lastLogin ?? '')
  const [password, setPassword] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Step
      title={t('login.title')}
      text={t('login.text', { host: new URL(step.url).host })}
      submit={t('login.submit')}
      isBusy={isBusy}
      problem={problem}
      onSubmit={() => {
        if (login.trim() !== '' && password !== '') void signIn.signIn(login, password)
      }}
      onBack={signIn.back}
      more={
        <>
          {step.providers.length > 0 && (
            <div className={classes.providers}>
              {step.providers.map((provider) => (
                <Button
                  key={provider.id}
                  variant="default"
                  disabled={isBusy}
                  title={t('login.providerHint')}
                  onClick={() => {
                    void signIn.openBrowser(provider)
                  }}
                >
                  {t('login.provider', { name: provider.name })}
                </Button>
              ))}
            </div>
          )}
          <div className={classes.more}>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-expanded={isAsking}
              onClick={() => {
                setIsAsking(!isAsking)
              }}
            >
              {t('login.forgotten')}
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                signIn.goTo({ kind: 'invitationCode', url: step.url })
              }}
            >
              {t('login.invitation')}
            </Button>
            {isAsking && (
              <p className={classes.text} role="status">
                {t('login.forgottenText')}
              </p>
            )}
          </div>
        </>
      }
    >
      <TextInput
        required
        withAsterisk={false}
        autoFocus={login === ''}
        label={t('login.login')}
        type="email"
        value={login}
        maxLength={320}
        autoComplete="username"
        spellCheck={false}
        onChange={(event) => {
          setLogin(event.currentTarget.value)
        }}
      />
      <PasswordInput
        required
        withAsterisk={false}
        autoFocus={login !== ''}
        label={t('login.password')}
        value={password}
        maxLength={1000}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword'), title: t('login.showPassword') }}
        onChange={(event) => {
          setPassword(event.currentTarget.value)
        }}
      />
    </Step>
  )
}
