import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'

import { ACTIONS, type ActionId } from '#shared/domain/keys/actions'
import type { KeyChoices } from '#shared/domain/keys/keys-in-force'
import type { Shortcut } from '#shared/domain/keys/shortcut'

import { useTranslation } from '../../../../i18n/use-translation'
import { shortcutLabel } from '../../../../ui/keys/shortcut-label'
import type { Attempt } from '../../model/rebinding'
import classes from './KeysSection.module.css'

export interface KeyConflictProps {
  readonly action: ActionId
  readonly pressed: Shortcut
  readonly present: Shortcut | null
  readonly attempt: Exclude<Attempt, { readonly kind: 'free' }>
  readonly onChange: (choices: KeyChoices, words: string) => void
  readonly onLeave: () => void
}

/** Why the pressed combination is not the action’s yet, and what can be done about it. */
export function KeyConflict({ action, pressed, present, attempt, onChange, onLeave }: KeyConflictProps) {
  const { t } = useTranslation('keys')
  const box = useRef<HTMLDivElement>(null)
  // Whoever pressed the key goes on by keyboard: to the first answer.
  useEffect(() => {
    box.current?.querySelector('button')?.focus()
  }, [attempt])
  const keys = shortcutLabel(pressed)
  const name = t(`action.${action}`)
  const taken = attempt.kind === 'taken' ? attempt : null
  const others = taken?.by.map((each) => t(`action.${each}`)).join(', ') ?? ''
  const words =
    attempt.kind === 'refused'
      ? t(`refusal.${attempt.reason}`)
      : attempt.kind === 'global'
        ? t('takenGlobal', { keys, action: t(`global.${attempt.by}`) })
        : t(attempt.by.some((each) => ACTIONS[each].isFixed) ? 'takenFixed' : 'taken', { keys, action: others })
  const { swap = null, takeAway = null } = taken ?? {}
  return (
    <div ref={box} className={classes.conflict}>
      <p role="alert">{words}</p>
      {swap && (
        <Button
          size="compact-sm"
          onClick={() => {
            const otherKeys = present === null ? '' : shortcutLabel(present)
            onChange(swap, t('swapped', { action: name, keys, other: others, otherKeys }))
          }}
        >
          {t('swap')}
        </Button>
      )}
      {takeAway && (
        <Button
          size="compact-sm"
          variant={swap ? 'default' : 'filled'}
          onClick={() => {
            onChange(takeAway, t('takenAway', { action: name, keys, other: others }))
          }}
        >
          {t('takeAway')}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={onLeave}>
        {t('keep')}
      </Button>
    </div>
  )
}
