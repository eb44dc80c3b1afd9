import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'

import type { LeftBehind } from '#shared/contract/ipc/sign-in'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'

export interface LeftBehindListProps {
  readonly left: readonly LeftBehind[]
  readonly onForget: (cache: string) => void
}

/** What was written here and is not at the hub: it waits for its author, and only its number is told. */
export function LeftBehindList({ left, onForget }: LeftBehindListProps) {
  const { t } = useTranslation('signIn')
  const [asked, setAsked] = useState<LeftBehind | null>(null)
  return (
    <>
      {left.map((each) => (
        <InlineError
          key={each.cache}
          tone="warn"
          areActionsBelow
          actions={
            <Button
              size="compact-xs"
              variant="light"
              color="danger"
              onClick={() => {
                setAsked(each)
              }}
            >
              {t('left.forget')}
            </Button>
          }
        >
          {t('left.text', { ...each, host: new URL(each.url).host })}
        </InlineError>
      ))}
      {asked && (
        <Modal
          opened
          onClose={() => {
            setAsked(null)
          }}
          title={t('left.question', { name: asked.name })}
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          <Text size="sm">{t('left.consequence')}</Text>
          <Group gap={8} mt={16}>
            <Button
              color="danger"
              onClick={() => {
                onForget(asked.cache)
                setAsked(null)
              }}
            >
              {t('left.forgetNow')}
            </Button>
            <Button
              variant="subtle"
              data-autofocus
              onClick={() => {
                setAsked(null)
              }}
            >
              {t('left.keep')}
            </Button>
          </Group>
        </Modal>
      )}
    </>
  )
}
