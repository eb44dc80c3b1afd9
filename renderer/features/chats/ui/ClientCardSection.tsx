import { Button, Group, Menu } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'

import type { Channel } from '#shared/domain/channel'
import { fullNameOf, type ClientCard } from '#shared/domain/client-card'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconButton } from '../../../ui/IconButton'
import { IconDots, IconPencil } from '../../../ui/icons'
import { isFocusLost } from '../../../ui/lost-focus'
import { KeyCap } from '../../../ui/keys/KeyCap'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { formatPhone } from '../../../ui/phone'
import { formOfCard, formOfGuest } from '../model/card-form'
import type { CardDeed, ChatsStore } from '../model/chats.store'
import { CardForm } from './CardForm'
import { CardPicker } from './CardPicker'
import { useChatsEnvironment } from './chats-environment'
import classes from './ContextPanel.module.css'
import { showUndo } from './undo-toast'

export interface ClientCardSectionProps {
  readonly chats: ChatsStore
  readonly chat: ChatRow
  readonly channel: Channel | null
}

/** «Гость» until there is a card; then what the company knows of the client (spec C1, C3, C7). */
export function ClientCardSection({ chats, chat, channel }: ClientCardSectionProps) {
  const { t } = useTranslation(['cases', 'common'])
  const data = useDeskData()
  const keyWords = useKeyWords()
  const doing = useStore(chats.store, (state) => state.cardDeed)
  const { card } = chat
  const section = useRef<HTMLElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (doing === 'edit') wasEditing.current = true
    // The form took the focus with it; once more where the saved card comes in place of «Гость».
    else if (wasEditing.current && isFocusLost()) section.current?.querySelector('button')?.focus()
  }, [doing, card])
  const stop = () => {
    chats.setCardDeed(null)
  }

  function undoable(title: string, message: string, undo: () => Promise<void>): void {
    void showUndo({
      title,
      message,
      undoLabel: t('card.undo'),
      closeLabel: t('common:close'),
      onUndo: () => void undo(),
    })
  }
  async function unlink(linked: ClientCard): Promise<void> {
    await data.linkClientCard(chat.id, null)
    undoable(t('card.unlinked'), fullNameOf(linked), () => data.linkClientCard(chat.id, linked.id))
  }
  async function merge(from: ClientCard, into: ClientCard): Promise<void> {
    const mergeId = await data.mergeClientCards(chat.id, from.id, into.id)
    undoable(t('card.merged'), t('card.mergedHint'), () => data.undoMerge(chat.id, mergeId))
  }

  return (
    <section ref={section} className={classes.section} aria-label={t('tab.client')}>
      {doing === 'edit' ? (
        <CardForm
          initial={card ? formOfCard(card) : formOfGuest(chat)}
          isNew={card === null}
          onCancel={stop}
          onSave={async (draft) => {
            await (card ? data.saveClientCard(chat.id, card.id, draft) : data.createClientCard(chat.id, draft))
            stop()
          }}
        />
      ) : card === null ? (
        <>
          <h3>{t('card.guest')}</h3>
          <p className={classes.soft}>{t('card.guestHint')}</p>
          <Group gap={8}>
            <Button
              size="compact-md"
              fz="sm"
              title={keyWords.label('editCard')}
              aria-keyshortcuts={keyWords.aria('editCard')}
              onClick={() => {
                chats.setCardDeed('edit')
              }}
            >
              {t('card.fill')}
            </Button>
            <Button
              size="compact-md"
              fz="sm"
              variant="subtle"
              title={keyWords.label('linkCard')}
              aria-keyshortcuts={keyWords.aria('linkCard')}
              onClick={() => {
                chats.setCardDeed('link')
              }}
            >
              {t('card.link')}
            </Button>
          </Group>
        </>
      ) : (
        <CardFacts
          chat={chat}
          channel={channel}
          card={card}
          onDo={(deed) => {
            chats.setCardDeed(deed)
          }}
          onUnlink={() => void unlink(card)}
        />
      )}
      {doing === 'link' && (
        <CardPicker
          title={t('card.linkTitle')}
          hint={card ? t('card.replaces', { name: fullNameOf(card) || t('card.unnamed') }) : t('card.linkHint')}
          initialSearch={card ? '' : (chat.clientPhone ?? chat.clientName)}
          without={card?.id ?? null}
          onClose={stop}
          onPick={({ id }) => {
            stop()
            void data.linkClientCard(chat.id, id)
          }}
        />
      )}
      {doing === 'merge' && card && (
        <CardPicker
          title={t('card.mergeTitle')}
          hint={t('card.mergeHint', { name: fullNameOf(card) || t('card.unnamed') })}
          initialSearch={card.phones[0] ?? card.lastName}
          without={card.id}
          onClose={stop}
          onPick={(from) => {
            stop()
            void merge(from, card)
          }}
        />
      )}
    </section>
  )
}

interface CardFactsProps extends Omit<ClientCardSectionProps, 'chats'> {
  readonly card: ClientCard
  readonly onDo: (deed: CardDeed) => void
  readonly onUnlink: () => void
}

function CardFacts({ chat, channel, card, onDo, onUnlink }: CardFactsProps) {
  const { t } = useTranslation('cases')
  const { renderDial } = useChatsEnvironment()
  return (
    <>
      <div className={classes.headed}>
        <h3>{t('tab.client')}</h3>
        <IconButton
          label={t('card.edit')}
          action="editCard"
          size={28}
          onClick={() => {
            onDo('edit')
          }}
        >
          <IconPencil size={16} />
        </IconButton>
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label={t('card.more')} size={28} hasPopup>
              <IconDots size={16} />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              rightSection={<KeyCap action="linkCard" />}
              onClick={() => {
                onDo('link')
              }}
            >
              {t('card.linkAnother')}
            </Menu.Item>
            <Menu.Item
              onClick={() => {
                onDo('merge')
              }}
            >
              {t('card.merge')}
            </Menu.Item>
            <Menu.Item c="var(--danger)" onClick={onUnlink}>
              {t('card.unlink')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <dl className={classes.facts}>
        {card.phones.length > 0 && (
          <>
            <dt>{t('card.phones')}</dt>
            <dd>
              {card.phones.map((phone) => (
                <div key={phone} className={classes.dialled}>
                  <span className="tabular">{formatPhone(phone)}</span>
                  {phone !== chat.clientPhone && renderDial(chat, channel, phone)}
                </div>
              ))}
            </dd>
          </>
        )}
        {card.emails.length > 0 && (
          <>
            <dt>{t('card.emails')}</dt>
            <dd>{card.emails.join(', ')}</dd>
          </>
        )}
        {card.position && (
          <>
            <dt>{t('card.position')}</dt>
            <dd>{card.position}</dd>
          </>
        )}
        {card.comment && (
          <>
            <dt>{t('card.comment')}</dt>
            <dd className={classes.lines}>{card.comment}</dd>
          </>
        )}
      </dl>
    </>
  )
}
