import { Button, TextInput } from '@mantine/core'
import { useCallback, useState } from 'react'

import type { CallSnapshot } from '#shared/domain/call'
import { clientNameOf } from '#shared/domain/client-name'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatListPage, ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconSearch } from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { useObserved } from '../../../ui/use-observed'
import { keepNumber } from '../model/keep-number'
import classes from './CallerForm.module.css'

export interface CallerFormProps {
  readonly call: CallSnapshot
  readonly onAssign: (chatId: ChatId) => void
}

const FOUND = 6

/** Whose call it is: one of those with this number, or somebody who is found by name. */
export function CallerForm({ call, onAssign }: CallerFormProps) {
  const { t } = useTranslation('calls')
  const data = useDeskData()
  const [search, setSearch] = useState('')
  const observe = useCallback(
    (listener: (page: ChatListPage | null) => void) =>
      data.observeChatList({ filter: 'all', search, limit: FOUND }, listener),
    [data, search],
  )
  const page = useObserved<ChatListPage | null>(observe, null)
  const found = search.trim() === '' ? [] : (page?.rows ?? [])
  const callers = call.callers?.filter(({ chatId }) => chatId !== call.chatId) ?? []
  const assign = (chat: ChatRow): void => {
    onAssign(chat.id)
    void keepNumber(data, chat, call.number)
  }
  return (
    <div className={classes.form}>
      <p className={classes.hint}>{t(callers.length > 0 ? 'caller.several' : 'caller.unknown')}</p>
      {callers.map(({ chatId, name }) => (
        <Button
          key={chatId}
          fullWidth
          variant="default"
          onClick={() => {
            onAssign(chatId)
          }}
        >
          {name ?? t('caller.unnamed')}
        </Button>
      ))}
      <TextInput
        type="search"
        data-autofocus
        aria-label={t('caller.search')}
        placeholder={t('caller.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
        }}
      />
      {search.trim() !== '' && (
        <ul className={classes.list} aria-live="polite" aria-label={t('caller.found')}>
          {found.map((chat) => (
            <li key={chat.id}>
              <button
                type="button"
                className={classes.client}
                onClick={() => {
                  assign(chat)
                }}
              >
                <b>{clientNameOf(chat) || t('caller.unnamed')}</b>
                <span>
                  {[chat.subject?.title, chat.clientPhone === null ? null : formatPhone(chat.clientPhone)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </button>
            </li>
          ))}
          {page && found.length === 0 && <li className={classes.hint}>{t('caller.nobody')}</li>}
        </ul>
      )}
    </div>
  )
}
