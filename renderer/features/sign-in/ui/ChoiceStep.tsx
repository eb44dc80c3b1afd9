import { UnstyledButton } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { IconDeviceDesktop, IconMail, IconUsers } from '../../../ui/icons'
import type { SignInScreen, SignInStore } from '../model/sign-in.store'
import { ProblemText } from './ProblemText'
import classes from './SignInPage.module.css'

export interface ChoiceStepProps extends SignInScreen {
  readonly signIn: SignInStore
  readonly url: string | null
}

/** The first question of all, and the way from one answer to the other. */
export function ChoiceStep({ signIn, url, isBusy, problem }: ChoiceStepProps) {
  const { t } = useTranslation(['signIn', 'common'])
  const isLocked = useLocks()('workplace.hub')
  const ways = [
    {
      name: 'alone',
      Icon: IconDeviceDesktop,
      go: () => void signIn.workAlone(),
    },
    {
      name: 'team',
      Icon: IconUsers,
      go: () => {
        if (url === null) signIn.goTo({ kind: 'address' })
        else void signIn.toLogin(url)
      },
    },
    {
      name: 'invitation',
      Icon: IconMail,
      go: () => {
        signIn.goTo({ kind: 'invitationCode', url: null })
      },
    },
  ] as const
  return (
    <div className={classes.step}>
      <h1>{t('choice.title')}</h1>
      <p className={classes.text}>{isLocked ? t('common:locked') : t('choice.text')}</p>
      {/* The company has locked the server: working alone is no choice then. */}
      {ways
        .filter(({ name }) => name !== 'alone' || !isLocked)
        .map(({ name, Icon, go }, place) => (
          <UnstyledButton key={name} className={classes.way} disabled={isBusy} autoFocus={place === 0} onClick={go}>
            <Icon size={22} stroke={1.6} aria-hidden />
            <span>
              <b>{t(`choice.${name}.name`)}</b>
              <small>{t(`choice.${name}.hint`)}</small>
            </span>
          </UnstyledButton>
        ))}
      {problem && <ProblemText problem={problem} />}
    </div>
  )
}
