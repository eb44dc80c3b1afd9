import { useStore } from 'zustand'

import type { SignInState } from '#shared/contract/ipc/sign-in'

import { useTranslation } from '../../../i18n/use-translation'
import { clockOffOf } from '../../../ui/clock-off'
import { InlineError } from '../../../ui/InlineError'
import { formatTimeLeft } from '../../../ui/time'
import type { SignInStore } from '../model/sign-in.store'
import { AddressStep } from './AddressStep'
import { BrowserStep } from './BrowserStep'
import { ChoiceStep } from './ChoiceStep'
import { CodeStep } from './CodeStep'
import { InvitationCodeStep } from './InvitationCodeStep'
import { InvitationStep } from './InvitationStep'
import { LeftBehindList } from './LeftBehindList'
import { LiveCalls } from './LiveCalls'
import { LoginStep } from './LoginStep'
import classes from './SignInPage.module.css'

export interface SignInPageProps {
  readonly signIn: SignInStore
  readonly state: SignInState
  readonly onForget: (cache: string) => void
}

/** Where to work, and as whom. Instead of the desk, never over it: nothing of anybody's chats is in this page. */
export function SignInPage({ signIn, state, onForget }: SignInPageProps) {
  const { t, i18n } = useTranslation('signIn')
  const off = clockOffOf(useStore(signIn.store, ({ clockAheadMs }) => clockAheadMs))
  const { ended, leftBehind } = state
  return (
    <div className={classes.root}>
      <LiveCalls />
      <main className={classes.page}>
        <div className={classes.card}>
          <div className={classes.mark}>Otklik</div>
          {ended && (
            <InlineError tone="warn">
              {t(`ended.${ended.reason}`, { name: ended.name })} {t('ended.emptied')}
            </InlineError>
          )}
          {off && (
            <InlineError tone="warn">
              {t(`clock.${off.kind}`, { by: formatTimeLeft(off.byMs, i18n.language) })}
            </InlineError>
          )}
          <CurrentStep signIn={signIn} state={state} />
          <LeftBehindList left={leftBehind} onForget={onForget} />
        </div>
      </main>
    </div>
  )
}

function CurrentStep({ signIn, state }: Pick<SignInPageProps, 'signIn' | 'state'>) {
  const screen = useStore(signIn.store)
  const { step } = screen
  const props = { signIn, ...screen }
  switch (step.kind) {
    case 'choice':
      return <ChoiceStep {...props} url={state.url} />
    case 'address':
      return <AddressStep {...props} url={state.url} />
    case 'login':
      return <LoginStep {...props} step={step} lastLogin={state.login} />
    case 'browser':
      return <BrowserStep {...props} provider={step.provider} />
    case 'code':
      return <CodeStep {...props} />
    case 'invitationCode':
      return <InvitationCodeStep {...props} url={step.url} />
    case 'invitation':
      return <InvitationStep {...props} invitation={step.invitation} />
  }
}
