import { Button, Select, Slider, Switch } from '@mantine/core'
import { useId, useState } from 'react'

import { TUNED, TUNES, type Tune, type Tuned } from '#shared/domain/sounds'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { InlineError } from '../../../ui/InlineError'
import { Section, SettingRow } from '../../../ui/Section'
import { changeSettings, useAppSettings } from '../model/app-settings'
import { deviceRequests } from '../model/devices'
import classes from './EventSounds.module.css'

const PERCENT = 100
const CHOICES = [...TUNES, 'none'] as const

/** What is heard of what happens: all of it or nothing, and for each event which sound. */
export function EventSoundsSection() {
  const { t } = useTranslation('settings')
  const settings = useAppSettings()
  const isLocked = useLocks()
  const [unplayed, setUnplayed] = useState<Tuned | null>(null)
  const ids = { all: useId(), ring: useId(), ended: useId(), events: useId() }
  if (!settings) return null
  const { hasSounds, sounds, tunes } = settings
  const change = (part: Partial<typeof sounds>): void => void changeSettings({ sounds: { ...sounds, ...part } })
  const tryOut = async (event: Tuned, tune: Tune): Promise<void> => {
    setUnplayed((await deviceRequests().tryTune({ tune })) ? null : event)
  }
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
      {TUNED.map((event) => {
        const tune = tunes[event]
        const isOff = !hasSounds || (event !== 'callWaiting' && !sounds.message)
        const label = t(`sounds.event.${event}`)
        return (
          <SettingRow key={event} label={label} isLocked={isLocked(`tune.${event}`)}>
            <div className={classes.choice}>
              <Select
                aria-label={label}
                w={180}
                allowDeselect={false}
                disabled={isOff || isLocked(`tune.${event}`)}
                value={tune}
                data={CHOICES.map((value) => ({ value, label: t(`sounds.tune.${value}`) }))}
                onChange={(value) => {
                  const chosen = CHOICES.find((each) => each === value)
                  if (!chosen) return
                  void changeSettings({ tunes: { ...tunes, [event]: chosen } })
                  if (chosen !== 'none') void tryOut(event, chosen)
                }}
              />
              <Button
                variant="light"
                aria-label={t('sounds.tryOf', { event: label })}
                disabled={tune === 'none'}
                onClick={() => {
                  if (tune !== 'none') void tryOut(event, tune)
                }}
              >
                {t('sounds.try')}
              </Button>
              {unplayed === event && <InlineError>{t('sound.playFailed')}</InlineError>}
            </div>
          </SettingRow>
        )
      })}
    </Section>
  )
}
