import { Menu } from '@mantine/core'

import type { Channel } from '#shared/domain/channel'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { IconEye, IconEyeOff, IconMessageCircle } from '../../../ui/icons'
import { KeyCap } from '../../../ui/keys/KeyCap'
import classes from './ChatRowMenu.module.css'
import { useChatsEnvironment } from './chats-environment'

export interface ChatRowMenuProps {
  readonly row: ChatRow
  readonly channel: Channel | null
  /** In the window, where the menu begins. */
  readonly at: { readonly x: number; readonly y: number }
  readonly onOpen: (id: ChatId) => void
  readonly onPeek: (id: ChatId) => void
  /** `null`: not for this person. */
  readonly onWatch: ((id: ChatId) => void) | null
  readonly onClose: () => void
}

/** What can be done from the list without opening the chat: by the right button, the menu key or Shift F10. */
export function ChatRowMenu({ row, channel, at, onOpen, onPeek, onWatch, onClose }: ChatRowMenuProps) {
  const { t } = useTranslation('chats')
  const { renderDialItems } = useChatsEnvironment()
  return (
    <Menu opened onClose={onClose} position="bottom-start" offset={0} hideDetached={false} returnFocus={false}>
      <Menu.Target>
        <span className={classes.anchor} style={{ left: at.x, top: at.y }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('rowMenu.label')}>
        <Menu.Item
          leftSection={<IconMessageCircle size={16} />}
          onClick={() => {
            onOpen(row.id)
          }}
        >
          {t('rowMenu.open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconEye size={16} />}
          rightSection={<KeyCap action="peek" />}
          onClick={() => {
            onPeek(row.id)
          }}
        >
          {t('peek.button')}
        </Menu.Item>
        {onWatch && (
          <Menu.Item
            leftSection={<IconEyeOff size={16} />}
            rightSection={<KeyCap action="watch" />}
            onClick={() => {
              onWatch(row.id)
            }}
          >
            {t('watch.begin')}
          </Menu.Item>
        )}
        {renderDialItems && (
          <>
            <Menu.Divider />
            {renderDialItems(row, channel)}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
