import { Slider, Switch } from '@mantine/core'
import { useId } from 'react'

import { RINGS, TUNED, TUNES } from '#shared/domain/sounds'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { Section, SettingRow } from '../../../ui/Section'
import { changeSettings, useAppSettings } from '../model/app-settings'
import { deviceRequests } from '../model/devices'
import { SoundChoice } from './SoundChoice'

const PERCENT = 100
const CHOICES = [...TUNES, 'none'] as const

/** What is heard of what happens: all of it or nothing, and for each event which sound. */
export function EventSoundsSection() {
  const { t } = useTranslation('settings')
  const settings = useAppSettings()
  const isLocked = useLocks()
  const ids = { all: useId(), ring: useId(), ended: useId(), events: useId() }
  if (!settings) return null
  const { hasSounds, sounds, tunes, ring } = settings
  const change = (part: Partial<typeof sounds>): void => void changeSettings({ sounds: { ...sounds, ...part } })
  const onOff = (
    part: 'ring' | 'callEnded' | 'message',
    key: 'notices.soundRing' | 'notices.soundCallEnded' | 'notices.soundMessage',
    id: string,
  ) => (
    <Switch
      id={id}
      disabled={!hasSounds || isLocked(key)}
      checked={sounds[part]}
      onChange={(event) => {
        change({ [part]: event.currentTarget.checked })
      }}
    />
  )
  return (
    <Section level={2} title={t('sounds.title')}>
      <SettingRow
        label={t('sounds.all')}
        isLocked={isLocked('notices.sounds')}
        hint={hasSounds ? undefined : t('sounds.allOff')}
        htmlFor={ids.all}
      >
        <Switch
          id={ids.all}
          disabled={isLocked('notices.sounds')}
          checked={hasSounds}
          onChange={(event) => void changeSettings({ hasSounds: event.currentTarget.checked })}
        />
      </SettingRow>
      <SettingRow label={t('sounds.volume')} isLocked={isLocked('notices.volumePercent')}>
        <Slider
          disabled={!hasSounds || isLocked('notices.volumePercent')}
          key={sounds.volume}
          maw={280}
          thumbLabel={t('sounds.volume')}
          defaultValue={Math.round(sounds.volume * PERCENT)}
          label={(value) => `${value} %`}
          onChangeEnd={(value) => {
            change({ volume: value / PERCENT })
          }}
        />
      </SettingRow>
      <SettingRow
        label={t('sounds.ring')}
        isLocked={isLocked('notices.soundRing')}
        hint={sounds.ring ? undefined : t('sounds.ringOff')}
        htmlFor={ids.ring}
      >
        {onOff('ring', 'notices.soundRing', ids.ring)}
      </SettingRow>
      <SoundChoice
        label={t('sounds.ringWith')}
        isOff={!hasSounds || !sounds.ring}
        isLocked={isLocked('notices.ring')}
        choices={RINGS.map((value) => ({ value, label: t(`sounds.rings.${value}`) }))}
        chosen={ring}
        onChoose={(value) => void changeSettings({ ring: value })}
        onTry={(value) => deviceRequests().tryRing({ ring: value })}
      />
      <SettingRow label={t('sounds.ended')} isLocked={isLocked('notices.soundCallEnded')} htmlFor={ids.ended}>
        {onOff('callEnded', 'notices.soundCallEnded', ids.ended)}
      </SettingRow>
      <SettingRow
        label={t('sounds.events')}
        hint={t('sounds.eventsHint')}
        isLocked={isLocked('notices.soundMessage')}
        htmlFor={ids.events}
      >
        {onOff('message', 'notices.soundMessage', ids.events)}
      </SettingRow>
      {TUNED.map((event) => (
        <SoundChoice
          key={event}
          label={t(`sounds.event.${event}`)}
          isOff={!hasSounds || (event !== 'callWaiting' && !sounds.message)}
          isLocked={isLocked(`tune.${event}`)}
          choices={CHOICES.map((value) => ({ value, label: t(`sounds.tune.${value}`) }))}
          chosen={tunes[event]}
          onChoose={(tune) => void changeSettings({ tunes: { ...tunes, [event]: tune } })}
          onTry={(tune) => (tune === 'none' ? null : deviceRequests().tryTune({ tune }))}
        />
      ))}
    </Section>
  )
}
