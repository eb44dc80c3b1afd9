import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { IconCopy } from '../../../ui/icons'
import classes from './Bots.module.css'

export interface SecretPanelProps {
  readonly name: string
  readonly secret: string
  readonly onDone: () => void
}

/** The hub tells it this one time; only its sealed form is kept. */
export function SecretPanel({ name, secret, onDone }: SecretPanelProps) {
  const { t } = useTranslation('bots')
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null)
  return (
    <section aria-label={t('secret.title', { name })} className={classes.form}>
      <h2 className={classes.part}>{t('secret.title', { name })}</h2>
      <p className={classes.notice}>{t('secret.text')}</p>
      <Group gap={8} align="flex-end" wrap="nowrap">
        <TextInput
          readOnly
          flex={1}
          label={t('secret.label')}
          classNames={{ input: classes.secret ?? '' }}
          value={secret}
          onFocus={(event) => {
            event.currentTarget.select()
          }}
        />
        <Button
          autoFocus
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => {
            navigator.clipboard.writeText(secret).then(
              () => {
                setOutcome('copied')
              },
              () => {
                setOutcome('notCopied')
              },
            )
          }}
        >
          {t('secret.copy')}
        </Button>
      </Group>
      <p role="status" className={classes.notice}>
        {outcome && t(`secret.${outcome}`)}
      </p>
      <Group>
        <Button variant="light" onClick={onDone}>
          {t('secret.done')}
        </Button>
      </Group>
    </section>
  )
}
