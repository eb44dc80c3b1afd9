import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuid } from 'uuid'

import type { Bot } from '#shared/domain/bot'
import type { BotId } from '#shared/domain/ids'
import { ok } from '#shared/lib/result'

import { IconArrowLeft } from '../../../ui/icons'
import { AdminSection, RemoveDialog, type AdministrationState } from '../../admin'
import { BotRows } from './BotRows'
import { HttpBotForm } from './HttpBotForm'
import { LeaveDialog } from './LeaveDialog'
import { MenuBotForm } from './MenuBotForm'
import { SecretPanel } from './SecretPanel'

type View =
  | { readonly kind: 'list'; readonly removing: Bot | null }
  | { readonly kind: 'edit'; readonly bot: Bot; readonly isNew: boolean }
  | { readonly kind: 'secret'; readonly name: string; readonly secret: string }

const LIST: View = { kind: 'list', removing: null }
const SUGGESTED_TIMEOUT_MS = 5000

/** Боты: programs of the company and menus drawn here (spec Q5). */
export function BotsSection() {
  const { t } = useTranslation('bots')
  const [view, setView] = useState<View>(LIST)
  const [isChanged, setChanged] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const toList = (): void => {
    setView(LIST)
    setChanged(false)
    setLeaving(false)
  }
  const edit = (bot: Bot, isNew: boolean): void => {
    setView({ kind: 'edit', bot, isNew })
    setChanged(isNew)
  }
  const save = async (bot: Bot, { act, rest }: AdministrationState): Promise<void> => {
    const told: string[] = []
    const isDone = await act(async () => {
      const answer = await rest.saveBot(bot)
      if (!answer.ok) return answer
      if (answer.value !== null) told.push(answer.value)
      return ok(null)
    })
    if (!isDone) return
    toList()
    const [secret] = told
    if (secret !== undefined) setView({ kind: 'secret', name: bot.name, secret })
  }
  return (
    <AdminSection title={t('title')} intro={t('intro')}>
      {({ bots }, state) => {
        if (view.kind === 'secret') return <SecretPanel {...view} onDone={toList} />
        if (view.kind === 'list') {
          const { removing } = view
          return (
            <>
              <BotRows
                bots={bots}
                onAdd={(kind) => {
                  edit(newBot(kind, t('menu.first.text'), t('menu.first.person')), true)
                }}
                onEdit={(bot) => {
                  edit(bot, false)
                }}
                onRemove={(bot) => {
                  setView({ kind: 'list', removing: bot })
                }}
              />
              {removing && (
                <RemoveDialog
                  title={t('remove.title', { name: removing.name })}
                  consequence={t('remove.consequence')}
                  onClose={toList}
                  onConfirm={() => {
                    void state.act(() => state.rest.removeBot(removing.id))
                    toList()
                  }}
                />
              )}
            </>
          )
        }
        const { bot, isNew } = view
        const form = {
          isNew,
          isBusy: state.isBusy,
          onChanged: setChanged,
          onSave: (wished: Bot) => void save(wished, state),
        }
        return (
          <>
            <Button
              variant="subtle"
              size="compact-sm"
              mb={8}
              leftSection={<IconArrowLeft size={16} aria-hidden />}
              onClick={() => {
                if (isChanged && !isNew) setLeaving(true)
                else toList()
              }}
            >
              {t('back')}
            </Button>
            {bot.kind === 'http' ? <HttpBotForm bot={bot} {...form} /> : <MenuBotForm bot={bot} {...form} />}
            {isLeaving && (
              <LeaveDialog
                onLeave={toList}
                onStay={() => {
                  setLeaving(false)
                }}
              />
            )}
          </>
        )
      }}
    </AdminSection>
  )
}

function newBot(kind: Bot['kind'], text: string, person: string): Bot {
  const id = uuid() as BotId
  if (kind === 'http') return { kind, id, name: '', url: '', timeoutMs: SUGGESTED_TIMEOUT_MS }
  const screen = { id: uuid(), text, choices: [{ label: person, then: { kind: 'handOver' } as const }] }
  return { kind, id, name: '', menu: { startId: screen.id, screens: [screen] } }
}
