import { Button } from '@mantine/core'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'

import type { Bot } from '#shared/domain/bot'
import type { BotId } from '#shared/domain/ids'
import { ok } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import { IconArrowLeft } from '../../../ui/icons'
import { useLeaveGuard } from '../../../ui/unsaved/leave-guard-context'
import { AdminSection, RemoveDialog, type AdministrationState } from '../../admin'
import { BotRows } from './BotRows'
import { HttpBotForm } from './HttpBotForm'
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
  const guard = useLeaveGuard()
  const toList = (): void => {
    setView(LIST)
  }
  const edit = (bot: Bot, isNew: boolean): void => {
    setView({ kind: 'edit', bot, isNew })
  }
  const save = async (bot: Bot, { act, rest }: AdministrationState): Promise<boolean> => {
    const told: string[] = []
    const isDone = await act(async () => {
      const answer = await rest.saveBot(bot)
      if (!answer.ok) return answer
      if (answer.value !== null) told.push(answer.value)
      return ok(null)
    })
    if (!isDone) return false
    const [secret] = told
    if (secret === undefined) {
      toList()
      return true
    }
    // Shown this once: whoever was on the way out stays to copy it.
    setView({ kind: 'secret', name: bot.name, secret })
    return false
  }
  return (
    <AdminSection
      title={t('title')}
      {...(view.kind === 'edit' ? {} : { intro: t('intro') })}
      back={
        view.kind === 'edit' && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            onClick={() => {
              guard.leave(toList)
            }}
          >
            {t('back')}
          </Button>
        )
      }
    >
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
          onSave: (wished: Bot) => save(wished, state),
        }
        return bot.kind === 'http' ? <HttpBotForm bot={bot} {...form} /> : <MenuBotForm bot={bot} {...form} />
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
