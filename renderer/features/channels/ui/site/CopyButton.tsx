import { Button } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconCheck, IconCopy } from '../../../../ui/icons'

/** Says what came of it, since nothing on the screen shows it. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('channels')
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null)
  const Icon = outcome === 'copied' ? IconCheck : IconCopy
  return (
    <Button
      variant="light"
      leftSection={<Icon size={16} aria-hidden />}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => {
            setOutcome('copied')
          },
          () => {
            setOutcome('notCopied')
          },
        )
      }}
    >
      <span role="status">{outcome === null ? label : t(`site.${outcome}`)}</span>
    </Button>
  )
}
