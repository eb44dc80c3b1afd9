import { Select } from '@mantine/core'
import { useId } from 'react'

import type { Administration } from '#shared/contract/administration'
import type { PersonReceiver } from '#shared/domain/case'
import type { Receiver } from '#shared/domain/channel-settings'
import type { AgentId, BotId, TeamId } from '#shared/domain/ids'

import { useTranslation } from '../../../../i18n/use-translation'
import { SettingRow } from '../../../../ui/Section'

export interface ReceiverFieldProps {
  readonly receiver: Receiver
  readonly administration: Pick<Administration, 'agents' | 'teams' | 'bots'>
  readonly error: string | null
  readonly onChange: (receiver: Receiver) => void
}

/** Кто будет принимать обращение (spec Q5), and who takes over from a bot (Q6). */
export function ReceiverField({ receiver, administration, error, onChange }: ReceiverFieldProps) {
  const { t } = useTranslation('channels')
  const ids = { receiver: useId(), fallback: useId() }
  const people = [
    {
      group: t('settings.teams'),
      items: administration.teams.map(({ id, name }) => ({ value: `team ${id}`, label: name })),
    },
    {
      group: t('settings.agents'),
      items: administration.agents
        .filter(({ isRemoved }) => !isRemoved)
        .map(({ id, name }) => ({ value: `agent ${id}`, label: name })),
    },
  ]
  const bots = {
    group: t('settings.bots'),
    items: administration.bots.map(({ id, name }) => ({ value: `bot ${id}`, label: name })),
  }
  const person: PersonReceiver = receiver.kind === 'bot' ? receiver.fallback : receiver
  const choose = (value: string | null): void => {
    const chosen = parseReceiver(value)
    // Whoever received so far stands behind the bot.
    if (chosen?.kind === 'bot') onChange({ kind: 'bot', botId: chosen.botId, fallback: person })
    else if (chosen) onChange(chosen)
  }
  return (
    <>
      <SettingRow
        label={t('settings.receiver')}
        hint={t(`settings.receiverHint.${receiver.kind}`)}
        htmlFor={ids.receiver}
      >
        <Select
          id={ids.receiver}
          searchable
          allowDeselect={false}
          data={bots.items.length > 0 ? [...people, bots] : people}
          value={receiver.kind === 'bot' ? `bot ${receiver.botId}` : personValue(receiver)}
          error={receiver.kind === 'bot' ? null : error}
          onChange={choose}
        />
      </SettingRow>
      {receiver.kind === 'bot' && (
        <SettingRow label={t('settings.fallback')} hint={t('settings.fallbackHint')} htmlFor={ids.fallback}>
          <Select
            id={ids.fallback}
            searchable
            allowDeselect={false}
            data={people}
            value={personValue(receiver.fallback)}
            error={error}
            onChange={(value) => {
              const fallback = parseReceiver(value)
              if (fallback && fallback.kind !== 'bot') onChange({ ...receiver, fallback })
            }}
          />
        </SettingRow>
      )}
    </>
  )
}

function personValue(person: PersonReceiver): string {
  return person.kind === 'agent' ? `agent ${person.agentId}` : `team ${person.teamId}`
}

/** The values above come back as they were given out. */
function parseReceiver(value: string | null): PersonReceiver | { readonly kind: 'bot'; readonly botId: BotId } | null {
  const [kind, id] = value?.split(' ') ?? []
  if (id === undefined) return null
  if (kind === 'agent') return { kind, agentId: id as AgentId }
  if (kind === 'team') return { kind, teamId: id as TeamId }
  return kind === 'bot' ? { kind, botId: id as BotId } : null
}
