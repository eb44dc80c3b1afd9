import { UnstyledButton } from '@mantine/core'
import { useRef, useState } from 'react'

import { ACTIONS, type ActionId } from '#shared/domain/keys/actions'
import { chooseKey, type KeyChoices, type KeyTable } from '#shared/domain/keys/keys-in-force'
import type { Shortcut } from '#shared/domain/keys/shortcut'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconButton } from '../../../../ui/IconButton'
import { IconArrowBackUp, IconX } from '../../../../ui/icons'
import { Caps } from '../../../../ui/keys/Caps'
import { shortcutLabel } from '../../../../ui/keys/shortcut-label'
import { attemptKey, type Attempt, type GlobalKeys } from '../../model/rebinding'
import { KeyConflict } from './KeyConflict'
import { useKeyCapture } from './use-key-capture'
import classes from './KeysSection.module.css'

export interface KeyRowProps {
  readonly action: ActionId
  readonly choices: KeyChoices
  readonly keys: KeyTable
  readonly globals: GlobalKeys
  readonly isLocked: boolean
  readonly onSay: (words: string) => void
  readonly onChange: (choices: KeyChoices, words: string) => void
}

interface Tried {
  readonly key: Shortcut
  readonly attempt: Exclude<Attempt, { readonly kind: 'free' }>
}

/** One action: its name, its key, and what comes of pressing another one. */
export function KeyRow({ action, choices, keys, globals, isLocked, onSay, onChange }: KeyRowProps) {
  const { t } = useTranslation('keys')
  const button = useRef<HTMLButtonElement>(null)
  const [isListening, setListening] = useState(false)
  const [tried, setTried] = useState<Tried | null>(null)
  const name = t(`action.${action}`)
  const { key: usual, isFixed } = ACTIONS[action]
  const present = keys[action]
  const back = (): void => {
    setTried(null)
    button.current?.focus()
  }
  const settle = (next: KeyChoices, words: string): void => {
    back()
    onChange(next, words)
  }
  const saidOf = (key: Shortcut) => t('changed', { action: name, keys: shortcutLabel(key) })
  const tryKey = (key: Shortcut): void => {
    setListening(false)
    if (key === present) {
      onSay(t('left'))
      return
    }
    const attempt = attemptKey(choices, action, key, globals)
    if (attempt.kind === 'free') settle(attempt.choices, saidOf(key))
    else {
      setTried({ key, attempt })
      onSay('')
    }
  }
  useKeyCapture(isListening, {
    onKey: tryKey,
    onUnreadable: () => {
      setListening(false)
      setTried({ key: '', attempt: { kind: 'refused', reason: 'unreadable' } })
    },
    onLeave: () => {
      setListening(false)
      onSay(t('left'))
    },
  })
  const label =
    present === null ? t('changeNone', { action: name }) : t('change', { action: name, keys: shortcutLabel(present) })
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <span className={classes.name}>{name}</span>
        {isFixed ? (
          <span className={classes.cap} data-fixed title={t('fixed')}>
            <Caps shortcut={usual} />
          </span>
        ) : (
          <UnstyledButton
            ref={button}
            className={classes.cap ?? ''}
            disabled={isLocked}
            data-listening={isListening || undefined}
            data-changed={present !== usual || undefined}
            aria-label={isListening ? t('listeningFor', { action: name }) : label}
            onClick={() => {
              setTried(null)
              setListening(true)
              onSay(t('listeningFor', { action: name }))
            }}
            onBlur={() => {
              setListening(false)
            }}
          >
            {isListening ? (
              t('listening')
            ) : present === null ? (
              <span className={classes.none}>{t('none')}</span>
            ) : (
              <Caps shortcut={present} />
            )}
          </UnstyledButton>
        )}
        <span className={classes.tools}>
          {!isFixed && !isLocked && present !== usual && (
            <IconButton
              label={t('resetOne', { action: name, keys: shortcutLabel(usual) })}
              size={26}
              onClick={() => {
                tryKey(usual)
              }}
            >
              <IconArrowBackUp size={15} />
            </IconButton>
          )}
          {!isFixed && !isLocked && present !== null && (
            <IconButton
              label={t('remove', { action: name })}
              size={26}
              onClick={() => {
                settle(chooseKey(choices, action, null), t('removed', { action: name }))
              }}
            >
              <IconX size={15} />
            </IconButton>
          )}
        </span>
      </div>
      {isListening && <p className={classes.hint}>{t('listeningHint')}</p>}
      {tried && (
        <KeyConflict
          action={action}
          pressed={tried.key}
          present={present}
          attempt={tried.attempt}
          onChange={settle}
          onLeave={back}
        />
      )}
    </li>
  )
}
