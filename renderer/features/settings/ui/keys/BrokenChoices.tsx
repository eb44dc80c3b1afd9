import { Button } from '@mantine/core'

import { isActionId } from '#shared/domain/keys/actions'
import type { BrokenChoice, KeyChoices } from '#shared/domain/keys/keys-in-force'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import { shortcutLabel } from '../../../../ui/keys/shortcut-label'
import classes from './KeysSection.module.css'

export interface BrokenChoicesProps {
  readonly broken: readonly BrokenChoice[]
  readonly choices: KeyChoices
  readonly onForget: (choices: KeyChoices) => void
}

/** Choices that do not count here; they stay in the file until the person lets them go. */
export function BrokenChoices({ broken, choices, onForget }: BrokenChoicesProps) {
  const { t } = useTranslation('keys')
  if (broken.length === 0) return null
  return (
    <InlineError
      tone="warn"
      areActionsBelow
      actions={
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            const gone = new Set(broken.map(({ action }) => action))
            onForget(Object.fromEntries(Object.entries(choices).filter(([action]) => !gone.has(action))))
          }}
        >
          {t('broken.clear')}
        </Button>
      }
    >
      {t('broken.title')}
      <ul className={classes.broken}>
        {broken.map(({ action, key, reason }) => (
          <li key={action}>
            {isActionId(action)
              ? t(reason === 'taken' ? 'broken.taken' : 'broken.refused', {
                  action: t(`action.${action}`),
                  keys: key === '' ? t('none') : shortcutLabel(key),
                })
              : t('broken.unknownAction', { action })}
          </li>
        ))}
      </ul>
    </InlineError>
  )
}
