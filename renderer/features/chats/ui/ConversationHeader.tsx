import { Menu } from '@mantine/core'
import { useCallback, useEffect, useRef } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { ButtonMenu } from '../../../ui/ButtonMenu'
import { IconButton } from '../../../ui/IconButton'
import {
  IconArrowLeft,
  IconDots,
  IconEye,
  IconLayoutSidebarRight,
  IconLink,
  IconMail,
  IconMessageUser,
} from '../../../ui/icons'
import { isAction } from '../../../ui/keys/key-table'
import { KeyCap } from '../../../ui/keys/KeyCap'
import { useStateOf } from '../../../ui/use-state-of'
import { numberFormat } from '../../../ui/number-format'
import { clientNameOf } from '#shared/domain/client-name'
import { CaseButtons, CaseMenuItems } from './CaseButtons'
import { DeedMenuItems } from './deeds/DeedMenuItems'
import { useChatsEnvironment } from './chats-environment'
import classes from './ConversationHeader.module.css'
import { copyLink } from './copy-link'
import { PresentWords } from './PresentWords'
import { SnoozeButton } from './SnoozeButton'
import { WaitingTime } from './WaitingTime'
import type { CaseActions } from './use-case-actions'
import { useStateWords } from './use-state-words'

export interface ConversationHeaderProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me: Agent | null
  readonly actions: CaseActions
  readonly isContextOpen: boolean
  readonly onContextOpen: (isOpen: boolean) => void
  readonly onMarkUnread: () => void
  /** Somebody looks on unseen: nothing is offered that others would notice without its being meant. */
  readonly isWatching?: boolean
  /** In a narrow window the list is behind this one. */
  readonly onBack: (() => void) | null
}

export function ConversationHeader({
  chat,
  channel,
  me,
  actions,
  isContextOpen,
  onContextOpen,
  onMarkUnread,
  isWatching = false,
  onBack,
}: ConversationHeaderProps) {
  const { t, i18n } = useTranslation(['chats', 'common'])
  const { renderDial, askDeed, showContext } = useChatsEnvironment()
  const [isMenuOpen, setMenuOpen] = useStateOf(chat.id, () => false)
  const dial = useRef<HTMLSpanElement>(null)
  const copy = useCallback(() => {
    void copyLink(chat.id, { copied: t('header.linkCopied'), close: t('common:close') })
  }, [chat.id, t])
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (event.repeat || document.querySelector('[role=dialog]') !== null) return
      if (isAction(event, 'moreActions')) setMenuOpen(!isMenuOpen)
      else if (isAction(event, 'callClient')) dial.current?.querySelector('button')?.click()
      else if (isAction(event, 'copyLink')) copy()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [isMenuOpen, setMenuOpen, copy])
  const stateWords = useStateWords(chat.case, me?.id ?? null)
  const { state, waitingSinceMs } = chat.case
  const channelWord = channel ? t(`common:channelKind.${channel.kind}`) : null
  const details = [
    stateWords,
    chat.response?.vacancy.title ?? chat.subject?.title,
    chat.response?.stage?.title,
    channelWord,
    // A case that nobody has begun has a number, but nobody knows it yet.
    chat.case.state.kind !== 'idle' &&
      t('header.case', { number: numberFormat(i18n.language).format(chat.case.number) }),
  ]
  return (
    <header className={classes.root} data-free={chat.isWithoutVacancy || undefined}>
      {onBack && (
        <IconButton label={t('header.back')} action="back" onClick={onBack}>
          <IconArrowLeft size={20} />
        </IconButton>
      )}
      <div className={classes.who}>
        <div className={classes.title}>
          <h2 className={classes.name}>{clientNameOf(chat) || t('common:guest')}</h2>
          {chat.isWithoutVacancy && (
            <span className={classes.free} title={t('deed.free.hint')}>
              <IconMessageUser size={14} aria-hidden />
              {t('deed.free.label')}
            </span>
          )}
          <PresentWords chatId={chat.id} meId={me?.id ?? null} className={classes.present} />
          {waitingSinceMs !== null && state.kind !== 'closed' && state.kind !== 'idle' && (
            <WaitingTime chat={chat} sinceMs={waitingSinceMs} />
          )}
        </div>
        <div className={classes.details} title={details.filter(Boolean).join(' · ')}>
          {details.filter(Boolean).join(' · ')}
        </div>
      </div>
      {!isWatching && <span ref={dial}>{renderDial(chat, channel)}</span>}
      {!isWatching && <SnoozeButton chatId={chat.id} actions={actions} />}
      <CaseButtons actions={actions} />
      <IconButton
        label={t(isContextOpen ? 'header.hideContext' : 'header.showContext')}
        action="context"
        isPressed={isContextOpen}
        onClick={() => {
          onContextOpen(!isContextOpen)
        }}
      >
        <IconLayoutSidebarRight size={20} />
      </IconButton>
      <ButtonMenu
        position="bottom-end"
        isOpen={isMenuOpen}
        onOpenChange={setMenuOpen}
        button={
          <IconButton label={t('header.more')} action="moreActions" hasPopup isExpanded={isMenuOpen}>
            <IconDots size={20} />
          </IconButton>
        }
      >
        {!isWatching && (
          <Menu.Item
            leftSection={<IconMail size={16} />}
            rightSection={<KeyCap action="markUnread" />}
            onClick={onMarkUnread}
          >
            {t('header.markUnread')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconEye size={16} />}
          rightSection={<KeyCap action="seenByClient" />}
          onClick={() => {
            showContext('seen')
          }}
        >
          {t('seen.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={16} />} rightSection={<KeyCap action="copyLink" />} onClick={copy}>
          {t('header.copyLink')}
        </Menu.Item>
        <CaseMenuItems chat={chat} actions={actions} />
        {!isWatching && <DeedMenuItems chat={chat} channel={channel} onAsk={askDeed} />}
      </ButtonMenu>
    </header>
  )
}
