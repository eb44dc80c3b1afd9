import { Menu, Popover } from '@mantine/core'
import { useState } from 'react'

import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPhone, IconPhoneOff, IconPhonePlus } from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { shownText } from '../model/call-text'
import { getCallsStore } from '../model/calls'
import { useDeskPhone } from '../model/desk-phone'
import { dialWays, type DialledChat, type DialWays } from '../model/dial-ways'
import { useTelephony } from '../model/use-telephony'
import { AskForPhone } from './AskForPhone'
import { DialItems } from './DialItems'

export interface DialButtonProps {
  readonly chat: DialledChat
  readonly channel: Channel | null
  readonly phone: string | null
  /** `false`: this very number and nothing else. */
  readonly isPageOffered?: boolean
}

/**
 * Calls the client of a chat, wherever one is shown. One press where there is one way, a menu where there are several;
 * without a phone it asks for one. Who may not be called (spec K3) is said by the button itself.
 */
export function DialButton({ chat, channel, phone, isPageOffered = true }: DialButtonProps) {
  const { t } = useTranslation('calls')
  const pbx = useTelephony()
  const ways = dialWays(chat, channel, phone)
  const hasDeskPhone = useDeskPhone()?.phone != null && phone !== null
  const label = phone === null ? t('dial.plain') : t('dial.call', { number: formatPhone(phone) })
  if (ways.permission !== 'allowed')
    return (
      <IconButton label={label} disabledReason={t('dial.notAllowed')}>
        <IconPhoneOff {...ICON} />
      </IconButton>
    )
  const hasPage = ways.hasPage && isPageOffered
  const canCallBack = phone !== null && pbx?.telephony.capabilities.callBack === true
  const isMenu = hasPage || hasDeskPhone || canCallBack
  if (phone === null || isMenu) return <DialChoice chat={chat} channel={channel} ways={ways} isMenu={isMenu} />
  return (
    <IconButton
      label={label}
      hint={shownText('phone', ways.presentation, t)}
      onClick={() => void getCallsStore().startCall(phone, { chatId: chat.id, presentation: ways.presentation })}
    >
      <IconPhone {...ICON} />
    </IconButton>
  )
}

interface DialChoiceProps {
  readonly chat: DialledChat
  readonly channel: Channel | null
  readonly ways: DialWays
  /** There are several ways. */
  readonly isMenu: boolean
}

/** A menu of the ways, and the form for a phone that nobody knows yet; where nothing else goes the form alone. */
function DialChoice({ chat, channel, ways, isMenu }: DialChoiceProps) {
  const { t } = useTranslation('calls')
  const [isChoosing, setChoosing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const { phone, presentation } = ways
  const button = (
    <IconButton
      label={isMenu ? t('dial.choose') : t('dial.noPhone')}
      hasPopup={isMenu}
      isExpanded={isChoosing || isAsking}
      {...(isMenu
        ? {}
        : {
            onClick: () => {
              setAsking(!isAsking)
            },
          })}
    >
      {phone === null && !isMenu ? <IconPhonePlus {...ICON} /> : <IconPhone {...ICON} />}
    </IconButton>
  )
  return (
    <Popover
      withRoles={false}
      opened={isAsking}
      onChange={setAsking}
      trapFocus
      returnFocus
      position="bottom-end"
      width={280}
      shadow="md"
      radius="md"
    >
      <Popover.Target>
        <span>
          {isMenu ? (
            <Menu position="bottom-end" opened={isChoosing} onChange={setChoosing}>
              <Menu.Target>{button}</Menu.Target>
              <Menu.Dropdown aria-label={t('dial.choose')}>
                <DialItems
                  chat={chat}
                  channel={channel}
                  phone={phone}
                  onAsk={() => {
                    setAsking(true)
                  }}
                />
              </Menu.Dropdown>
            </Menu>
          ) : (
            button
          )}
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('pad.call')}>
        <AskForPhone
          chatId={chat.id}
          presentation={presentation}
          onDone={() => {
            setAsking(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

const ICON = { size: 20, stroke: 1.6, 'aria-hidden': true } as const
