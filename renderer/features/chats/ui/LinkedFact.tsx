import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPencil, IconX } from '../../../ui/icons'
import classes from './ContextPanel.module.css'

export interface LinkedFactProps {
  readonly label: string
  readonly value: string | null
  readonly onSave: (value: string | null) => void
}

const MAX_LENGTH = 200

/** One deal, one organisation: another takes the place of the one before, and says so. */
export function LinkedFact({ label, value, onSave }: LinkedFactProps) {
  const { t } = useTranslation(['cases', 'common'])
  const [typed, setTyped] = useState<string | null>(null)
  if (typed === null) {
    return (
      <>
        <dt className={classes.linked}>{label}</dt>
        <dd className={classes.linked}>
          <span data-empty={value === null || undefined}>{value ?? t('form.none')}</span>
          <IconButton
            label={t('form.edit', { what: label })}
            size={26}
            onClick={() => {
              setTyped(value ?? '')
            }}
          >
            <IconPencil size={15} />
          </IconButton>
          {value !== null && (
            <IconButton
              label={`${t('form.unlink')}: ${value}`}
              size={26}
              onClick={() => {
                onSave(null)
              }}
            >
              <IconX size={15} />
            </IconButton>
          )}
        </dd>
      </>
    )
  }
  const next = typed.trim()
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (next !== (value ?? '')) onSave(next === '' ? null : next)
            setTyped(null)
          }}
          onKeyDown={(event) => {
            if (event.code !== 'Escape') return
            event.stopPropagation()
            setTyped(null)
          }}
        >
          <TextInput
            autoFocus
            aria-label={label}
            maxLength={MAX_LENGTH}
            value={typed}
            description={value !== null && next !== value ? t('form.replaces', { old: value }) : null}
            inputWrapperOrder={['input', 'description']}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
            }}
          />
          <Group gap={8}>
            <Button type="submit" size="compact-sm">
              {t('form.save')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                setTyped(null)
              }}
            >
              {t('common:cancel')}
            </Button>
          </Group>
        </form>
      </dd>
    </>
  )
}
