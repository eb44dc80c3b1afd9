import { PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'

import { MIN_PASSWORD } from '#shared/domain/password'

import { useTranslation } from '../../../i18n/use-translation'
import type { Invitation, SignInScreen, SignInStore } from '../model/sign-in.store'
import { Step } from './Step'

export interface InvitationStepProps extends SignInScreen {
  readonly signIn: SignInStore
  readonly invitation: Invitation
}

/** Who was invited, and the password that only they know. */
export function InvitationStep({ signIn, invitation, isBusy, problem }: InvitationStepProps) {
  const { t } = useTranslation('signIn')
  const [form, setForm] = useState({ login: invitation.login ?? '', name: invitation.name, password: '' })
  const teams = invitation.teams.join(', ')
  return (
    <Step
      title={t('invitation.title')}
      text={t(teams === '' ? 'invitation.text' : 'invitation.textWithTeams', {
        host: new URL(invitation.url).host,
        role: t(`role.${invitation.role}`),
        teams,
      })}
      submit={t('invitation.submit')}
      isBusy={isBusy}
      problem={problem}
      onSubmit={() => {
        if (form.name.trim() !== '' && form.password !== '') void signIn.accept(form)
      }}
      onBack={signIn.back}
    >
      <TextInput
        label={t('login.login')}
        type="email"
        value={form.login}
        readOnly={invitation.login !== null}
        maxLength={320}
        autoComplete="username"
        spellCheck={false}
        onChange={(event) => {
          setForm({ ...form, login: event.currentTarget.value })
        }}
      />
      <TextInput
        autoFocus
        label={t('invitation.name')}
        description={t('invitation.nameHint')}
        value={form.name}
        maxLength={80}
        autoComplete="name"
        onChange={(event) => {
          setForm({ ...form, name: event.currentTarget.value })
        }}
      />
      <PasswordInput
        label={t('invitation.password')}
        description={t('invitation.passwordHint', { count: MIN_PASSWORD })}
        value={form.password}
        maxLength={1000}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword'), title: t('login.showPassword') }}
        onChange={(event) => {
          setForm({ ...form, password: event.currentTarget.value })
        }}
      />
    </Step>
  )
}
