import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'

import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../i18n/use-translation'
import { IconBrowser, IconDeviceLandlinePhone, IconPhone, IconPhoneOff, IconPhonePlus } from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { shownText } from '../model/call-text'
import { getCallsStore } from '../model/calls'
import { dialOnDeskPhone, useDeskPhone } from '../model/desk-phone'
import { dialWays, type DialledChat } from '../model/dial-ways'
import { useTelephony } from '../model/use-telephony'
import { useDeskData } from '../../../data/desk-data-context'
import classes from './DialButton.module.css'

export interface DialItemsProps {
  readonly chat: DialledChat
  readonly channel: Channel | null
  readonly phone: string | null
  /** Lets the phone be entered; `null`: that can be done elsewhere. */
  readonly onAsk: (() => void) | null
}

/** The ways to call this client, for any menu. What cannot be done stands there with the reason and can be reached. */
export function DialItems({ chat, channel, phone, onAsk }: DialItemsProps) {
  const { t } = useTranslation('calls')
  const { t: phoneWords } = useTranslation('deskPhone')
  const data = useDeskData()
  const pbx = useTelephony()
  const { permission, hasPage, presentation } = dialWays(chat, channel, phone)
  const hasDeskPhone = useDeskPhone()?.phone != null
  if (permission !== 'allowed') return <Barred icon={<IconPhoneOff size={16} />} words={t('dial.notAllowed')} />
  return (
    <>
      {phone !== null && (
        <Menu.Item
          leftSection={<IconPhone size={16} />}
          onClick={() => void getCallsStore().startCall(phone, { chatId: chat.id, presentation })}
        >
          <Words main={t('dial.toPhone', { number: formatPhone(phone) })} more={shownText('phone', presentation, t)} />
        </Menu.Item>
      )}
      {phone !== null && hasDeskPhone && (
        <Menu.Item leftSection={<IconDeviceLandlinePhone size={16} />} onClick={() => void dialOnDeskPhone(phone)}>
          <Words main={phoneWords('dialItem')} more={formatPhone(phone)} />
        </Menu.Item>
      )}
      {phone !== null && pbx?.telephony.capabilities.callBack && pbx.extension !== null && (
        <Menu.Item leftSection={<IconPhone size={16} />} onClick={() => void data.callBack(phone)}>
          <Words
            main={t('pbx.callBack')}
            more={t('pbx.callBackHint', { extension: pbx.extension, number: formatPhone(phone) })}
          />
        </Menu.Item>
      )}
      {phone !== null && pbx?.telephony.capabilities.callBack && pbx.extension === null && (
        <Barred icon={<IconPhoneOff size={16} />} words={t('pbx.noExtension')} />
      )}
      {phone === null && onAsk && (
        <Menu.Item leftSection={<IconPhonePlus size={16} />} onClick={onAsk}>
          {t('dial.enterPhone')}
        </Menu.Item>
      )}
      {phone === null && !onAsk && !hasPage && (
        <Barred icon={<IconPhoneOff size={16} />} words={t('dial.noPhoneHere')} />
      )}
      {hasPage && (
        <Menu.Item
          leftSection={<IconBrowser size={16} />}
          onClick={() => void getCallsStore().startPageCall(chat.id, presentation)}
        >
          <Words main={t('dial.toPage')} more={shownText('page', presentation, t)} />
        </Menu.Item>
      )}
    </>
  )
}

function Words({ main, more }: { readonly main: string; readonly more: string | null }) {
  return (
    <span className={classes.words}>
      <span>{main}</span>
      {more !== null && <small>{more}</small>}
    </span>
  )
}

/** Not `disabled`: the arrow keys would pass it by, and nobody would hear why. */
function Barred({ icon, words }: { readonly icon: ReactNode; readonly words: string }) {
  return (
    <Menu.Item aria-disabled className={classes.barred ?? ''} closeMenuOnClick={false} leftSection={icon}>
      {words}
    </Menu.Item>
  )
}
