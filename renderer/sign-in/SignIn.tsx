import type { i18n } from 'i18next'
import { useEffect } from 'react'

import type { Settings } from '#shared/contract/ipc/app'
import type { SignInState } from '#shared/contract/ipc/sign-in'

import { useAppSettings } from '../features/settings/model/app-settings'
import { NetworkDialog } from '../features/settings/ui/NetworkDialog'
import { SetupDialog } from '../features/settings/ui/SetupDialog'
import { SignInPage, signInRequests, useSignInState, type SignInStore } from '../features/sign-in'
import { changeLanguage } from '../i18n/i18n'
import { Providers } from '../ui/Providers'

export interface SignInProps {
  readonly i18n: i18n
  readonly first: Settings
  readonly known: SignInState
  readonly signIn: SignInStore
}

/** The sign-in page in its look and language. */
export function SignIn({ i18n, first, known, signIn }: SignInProps) {
  const settings = useAppSettings() ?? first
  const state = useSignInState() ?? known
  useEffect(() => {
    void changeLanguage(i18n, settings.language)
  }, [i18n, settings.language])
  return (
    <Providers i18n={i18n} theme={settings.theme} density={settings.density} withNotifications={false}>
      <SignInPage
        signIn={signIn}
        state={state}
        onForget={(cache) => void signInRequests().forgetLeftBehind({ cache })}
      />
      <SetupDialog />
      <NetworkDialog />
    </Providers>
  )
}
