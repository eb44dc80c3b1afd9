import { UnstyledButton } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import classes from './KeyGrid.module.css'

const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const

export interface KeyGridProps {
  readonly size: 'small' | 'large'
  readonly onPress: (key: string) => void
}

export function KeyGrid({ size, onPress }: KeyGridProps) {
  const { t } = useTranslation('calls')
  return (
    <div className={classes.root} data-size={size}>
      {KEYS.map(([key, letters]) => (
        <UnstyledButton
          key={key}
          className={classes.key ?? ''}
          aria-label={t('pad.key', { key })}
          // The number field keeps the focus, so that the mouse and the keyboard can take turns.
          onMouseDown={(event) => {
            event.preventDefault()
          }}
          onClick={() => {
            onPress(key)
          }}
        >
          <span>{key}</span>
          {size === 'large' && <small aria-hidden>{letters || '\u00a0'}</small>}
        </UnstyledButton>
      ))}
    </div>
  )
}
