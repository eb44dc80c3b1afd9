import { Button, Group, Menu } from '@mantine/core'
import { useState } from 'react'

import type { Channel } from '#shared/domain/channel'
import { fullNameOf, type ClientCard } from '#shared/domain/client-card'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconButton } from '../../../ui/IconButton'
import { IconDots, IconPencil } from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { formOfCard, formOfGuest } from '../model/card-form'
import { CardForm } from './CardForm'
import { CardPicker } from './CardPicker'
import { useChatsEnvironment } from './chats-environment'
import classes from './ContextPanel.module.css'
import { showUndo } from './undo-toast'

export interface ClientCardSectionProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
}

/** «Гость» until there is a card; then what the company knows of the client (spec C1, C3, C7). */
export function ClientCardSection({ chat, channel }: ClientCardSectionProps) {
  const { t } = useTranslation(['cases', 'common'])
  const data = useDeskData()
  const [isEditing, setIsEditing] = useState(false)
  const [picking, setPicking] = useState<'link' | 'merge' | null>(null)
  const { card } = chat

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
    <section className={classes.section} aria-label={t('tab.client')}>
      {isEditing ? (
        <CardForm
          initial={card ? formOfCard(card) : formOfGuest(chat)}
          isNew={card === null}
          onCancel={() => {
            setIsEditing(false)
          }}
          onSave={async (draft) => {
            await (card ? data.saveClientCard(chat.id, card.id, draft) : data.createClientCard(chat.id, draft))
            setIsEditing(false)
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
              onClick={() => {
                setIsEditing(true)
              }}
            >
              {t('card.fill')}
            </Button>
            <Button
              size="compact-md"
              fz="sm"
              variant="subtle"
              onClick={() => {
                setPicking('link')
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
          onEdit={() => {
            setIsEditing(true)
          }}
          onPick={setPicking}
          onUnlink={() => void unlink(card)}
        />
      )}
      {picking === 'link' && (
        <CardPicker
          title={t('card.linkTitle')}
          hint={card ? t('card.replaces', { name: fullNameOf(card) || t('card.unnamed') }) : t('card.linkHint')}
          initialSearch={card ? '' : (chat.clientPhone ?? chat.clientName)}
          without={card?.id ?? null}
          onClose={() => {
            setPicking(null)
          }}
          onPick={({ id }) => {
            setPicking(null)
            void data.linkClientCard(chat.id, id)
          }}
        />
      )}
      {picking === 'merge' && card && (
        <CardPicker
          title={t('card.mergeTitle')}
          hint={t('card.mergeHint', { name: fullNameOf(card) || t('card.unnamed') })}
          initialSearch={card.phones[0] ?? card.lastName}
          without={card.id}
          onClose={() => {
            setPicking(null)
          }}
          onPick={(from) => {
            setPicking(null)
            void merge(from, card)
          }}
        />
      )}
    </section>
  )
}

interface CardFactsProps extends ClientCardSectionProps {
  readonly card: ClientCard
  readonly onEdit: () => void
  readonly onPick: (what: 'link' | 'merge') => void
  readonly onUnlink: () => void
}

function CardFacts({ chat, channel, card, onEdit, onPick, onUnlink }: CardFactsProps) {
  const { t } = useTranslation('cases')
  const { renderDial } = useChatsEnvironment()
  return (
    <>
      <div className={classes.headed}>
        <h3>{t('tab.client')}</h3>
        <IconButton label={t('card.edit')} size={28} onClick={onEdit}>
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
              onClick={() => {
                onPick('link')
              }}
            >
              {t('card.linkAnother')}
            </Menu.Item>
            <Menu.Item
              onClick={() => {
                onPick('merge')
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
