import { Button, Select } from '@mantine/core'
import { useEffect, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { InlineError } from '../../../ui/InlineError'
import { changeSettings, useAppSettings } from '../model/app-settings'
import { deviceChoices, deviceRequests, useDevices } from '../model/devices'
import { platformOf } from '../model/platform'
import { EchoTest } from './EchoTest'
import { HeadsetRow } from './HeadsetRow'
import { LevelMeter } from './LevelMeter'
import { Section, SettingRow } from '../../../ui/Section'
import classes from './SoundSection.module.css'

const KEYS = { input: 'sound.microphone', output: 'sound.speaker', ring: 'sound.ringDevice' } as const

type MeterState = 'off' | 'started' | 'refused' | 'none' | 'failed'

export function SoundSection() {
  const { t } = useTranslation('settings')
  const settings = useAppSettings()
  const list = useDevices()
  const isLocked = useLocks()
  const [meter, setMeter] = useState<MeterState>('off')
  const [unplayed, setUnplayed] = useState<'output' | 'ring' | null>(null)

  useEffect(
    () => () => {
      // Leaving the screen releases the microphone, whether or not it was open.
      void deviceRequests().stopMeter()
    },
    [],
  )

  if (!settings || !list) return <Section title={t('sound.title')}>{t('sound.loading')}</Section>
  const words = { system: t('sound.system'), missing: t('sound.missing'), noneByName: t('sound.noneByName') }
  const platform = platformOf(navigator.userAgent)
  const trouble =
    list.microphone === 'refused' || meter === 'refused'
      ? 'refused'
      : list.microphone === 'none' || meter === 'none'
        ? 'none'
        : null

  const select = (role: 'input' | 'output' | 'ring', kind: 'input' | 'output', label: string) => {
    const chosen = settings.devices[role]
    const data = deviceChoices(list.devices, kind, chosen, words)
    const isMissing = data.some((choice) => choice.value === chosen && choice.label === words.missing)
    return (
      <Select
        aria-label={label}
        allowDeselect={false}
        data={data}
        value={chosen ?? ''}
        disabled={isLocked(KEYS[role])}
        description={isMissing ? t('sound.missingHint') : null}
        inputWrapperOrder={['input', 'description']}
        onChange={(value) => void changeSettings({ devices: { ...settings.devices, [role]: value || null } })}
      />
    )
  }
  const toggleMeter = async (): Promise<void> => {
    if (meter === 'started') {
      setMeter('off')
      await deviceRequests().stopMeter()
    } else setMeter(await deviceRequests().startMeter())
  }
  const play = async (on: 'output' | 'ring'): Promise<void> => {
    const played = await deviceRequests().playTest({ on })
    setUnplayed(played ? null : on)
  }

  return (
    <Section title={t('sound.title')}>
      {trouble && (
        <div className={classes.trouble}>
          <InlineError tone={trouble === 'refused' ? 'danger' : 'warn'}>
            <b>{t(`sound.${trouble}.title`)}.</b> {t(`sound.${trouble}.${platform}`)}
          </InlineError>
        </div>
      )}
      <SettingRow label={t('sound.input')} isLocked={isLocked(KEYS.input)}>
        <div className={classes.stack}>
          {select('input', 'input', t('sound.input'))}
          <div>
            <Button variant="light" onClick={() => void toggleMeter()}>
              {meter === 'started' ? t('sound.checkStop') : t('sound.check')}
            </Button>
          </div>
          {meter === 'started' && (
            <div className={classes.meters}>
              <LevelMeter of="input" label={t('sound.meterIn')} />
              <LevelMeter of="output" label={t('sound.meterOut')} />
              <p className={classes.hint}>{t('sound.meterHint')}</p>
            </div>
          )}
          {meter === 'failed' && <InlineError>{t('sound.failed')}</InlineError>}
        </div>
      </SettingRow>
      {(['output', 'ring'] as const).map((role) => (
        <SettingRow
          key={role}
          label={t(`sound.${role}`)}
          isLocked={isLocked(KEYS[role])}
          hint={role === 'ring' ? t('sound.ringHint') : undefined}
        >
          <div className={classes.stack}>
            {select(role, 'output', t(`sound.${role}`))}
            <div>
              <Button variant="light" onClick={() => void play(role)}>
                {role === 'ring' ? t('sound.playRing') : t('sound.play')}
              </Button>
            </div>
            {unplayed === role && <InlineError>{t('sound.playFailed')}</InlineError>}
          </div>
        </SettingRow>
      ))}
      <EchoTest />
      <HeadsetRow choice={settings.headset} platform={platform} />
    </Section>
  )
}
