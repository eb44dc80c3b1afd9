import { Button, Group } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import type { Problem, SignInScreen } from '../model/sign-in.store'
import { ProblemText } from './ProblemText'
import classes from './SignInPage.module.css'

export interface StepProps extends Pick<SignInScreen, 'isBusy'> {
  readonly problem: Problem | null
  readonly title: string
  readonly text?: string
  readonly submit: string
  readonly onSubmit: () => void
  readonly onBack: () => void
  /** Other ways on, under the buttons. */
  readonly more?: ReactNode
  readonly children: ReactNode
}

/** One question of coming in: Enter answers it, Esc leads back. */
export function Step({ title, text, submit, isBusy, problem, more, children, onSubmit, onBack }: StepProps) {
  const { t } = useTranslation('signIn')
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.querySelector('[role=dialog]') === null) onBack()
    }
    window.addEventListener('keydown', handleKey)
    return () => {
      window.removeEventListener('keydown', handleKey)
    }
  }, [onBack])
  return (
    <form
      noValidate
      className={classes.step}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <h1>{title}</h1>
      {text && <p className={classes.text}>{text}</p>}
      {children}
      {problem && <ProblemText problem={problem} />}
      <Group gap={8} mt={4}>
        <Button type="submit" loading={isBusy}>
          {submit}
        </Button>
        <Button variant="subtle" title={t('backKey')} onClick={onBack}>
          {t('back')}
        </Button>
      </Group>
      {more}
    </form>
  )
}
