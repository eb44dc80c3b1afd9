import { Tabs } from '@mantine/core'
import { useStore } from 'zustand'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import type { ChatsStore } from '../model/chats.store'
import { contextTabs } from '../model/context-tabs'
import { CaseTab } from './CaseTab'
import { ClientTab } from './ClientTab'
import classes from './ContextPanel.module.css'
import { HistoryTab } from './HistoryTab'
import { ResponseTab } from './ResponseTab'
import { SeenByClient } from './SeenByClient'

export interface ContextPanelProps {
  readonly chats: ChatsStore
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me: Agent | null
}

export function ContextPanel({ chats, chat, channel, me }: ContextPanelProps) {
  const { t } = useTranslation(['chats', 'cases'])
  const chosen = useStore(chats.store, (state) => state.contextTab)
  const tabs = contextTabs(chat)
  const tab = tabs.find((name) => name === chosen) ?? 'client'
  if (chosen === 'seen')
    return (
      <aside className={classes.root} aria-label={t('context.label')}>
        <SeenByClient
          chat={chat}
          channel={channel}
          onClose={() => {
            chats.setContextTab('client')
          }}
        />
      </aside>
    )
  return (
    <aside className={classes.root} aria-label={t('context.label')}>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          const known = tabs.find((name) => name === next)
          if (known) chats.setContextTab(known)
        }}
      >
        <Tabs.List aria-label={t('cases:tab.label')} className={classes.tabs ?? ''}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} className={classes.tab ?? ''}>
              {t(`cases:tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="client">
          <ClientTab chats={chats} chat={chat} channel={channel} me={me} />
        </Tabs.Panel>
        {chat.response && (
          <Tabs.Panel value="response">
            <ResponseTab chat={chat} response={chat.response} channel={channel} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="case">
          <CaseTab chats={chats} chat={chat} me={me} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab chat={chat} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  )
}
