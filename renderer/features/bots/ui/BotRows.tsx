import { Button, Group } from '@mantine/core'

import type { Bot } from '#shared/domain/bot'

import { useTranslation } from '../../../i18n/use-translation'
import { EmptyState } from '../../../ui/EmptyState'
import { IconButton } from '../../../ui/IconButton'
import { IconPencil, IconPlus, IconTrash } from '../../../ui/icons'
import { NoBots } from '../../../ui/illustrations/NoBots'
import classes from './Bots.module.css'

const KINDS = ['menu', 'http'] as const

export interface BotRowsProps {
  readonly bots: readonly Bot[]
  readonly onAdd: (kind: Bot['kind']) => void
  readonly onEdit: (bot: Bot) => void
  readonly onRemove: (bot: Bot) => void
}

export function BotRows({ bots, onAdd, onEdit, onRemove }: BotRowsProps) {
  const { t } = useTranslation(['bots', 'admin'])
  const add = (variant: 'subtle' | 'light') =>
    KINDS.map((kind) => (
      <Button
        key={kind}
        variant={variant}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => {
          onAdd(kind)
        }}
      >
        {t(`add.${kind}`)}
      </Button>
    ))
  if (bots.length === 0)
    return (
      <EmptyState
        picture={<NoBots />}
        title={t('empty.title')}
        hint={t('empty.hint')}
        action={
          <Group gap={8} justify="center">
            {add('light')}
          </Group>
        }
      />
    )
  return (
    <>
      <ul className={classes.rows}>
        {bots.map((bot) => (
          <li key={bot.id} className={classes.row}>
            <span>
              <b>{bot.name}</b>
              <small>
                {bot.kind === 'http'
                  ? t('kind.http', { url: bot.url })
                  : t('kind.menu', { count: bot.menu.screens.length })}
              </small>
            </span>
            <IconButton
              label={t('edit', { name: bot.name })}
              onClick={() => {
                onEdit(bot)
              }}
            >
              <IconPencil size={18} stroke={1.7} aria-hidden />
            </IconButton>
            <IconButton
              label={t('admin:remove', { name: bot.name })}
              onClick={() => {
                onRemove(bot)
              }}
            >
              <IconTrash size={18} stroke={1.7} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Group gap={8} mt={8}>
        {add('subtle')}
      </Group>
    </>
  )
}
