import { Button, Select } from '@mantine/core'
import { useEffect, useState } from 'react'

import type { HeadsetChoice, HeadsetPress } from '#shared/contract/ipc/devices'
import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { SettingRow } from '../../../ui/Section'
import { changeSettings } from '../model/app-settings'
import { deviceRequests } from '../model/devices'
import { headsetChoices, onHeadsetTested, onHeadsetTestEnded, standingOf, useHeadsets } from '../model/headset'
import type { Platform } from '../model/platform'
import { HeadsetState } from './HeadsetState'
import { HeadsetTest } from './HeadsetTest'
import classes from './SoundSection.module.css'

export interface HeadsetRowProps {
  readonly choice: HeadsetChoice
  readonly platform: Platform
}

/** Which headset's keys and lights go with the calls, what it can do, and a try. */
export function HeadsetRow({ choice, platform }: HeadsetRowProps) {
  const { t } = useTranslation('settings')
  const list = useHeadsets()
  const isLocked = useLocks()
  const [pressed, setPressed] = useState<readonly HeadsetPress[] | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isTesting = pressed !== null

  useEffect(() => {
    const tested = onHeadsetTested((press) => {
      setPressed((before) => before && [...before, press])
    })
    const ended = onHeadsetTestEnded(() => {
      setPressed(null)
    })
    return () => {
      tested.dispose()
      ended.dispose()
      // Leaving the screen darkens the headset, whether or not it was being tried.
      void deviceRequests().stopHeadsetTest()
    }
  }, [])

  if (!list) return null
  const standing = standingOf(list, choice)
  const toggle = async (): Promise<void> => {
    if (isTesting) {
      await deviceRequests().stopHeadsetTest()
      return
    }
    const isStarted = await deviceRequests().startHeadsetTest()
    setIsBusy(!isStarted)
    setPressed(isStarted ? [] : null)
  }

  return (
    <SettingRow label={t('headset.title')} isLocked={isLocked('sound.headset')} hint={t('headset.hint')}>
      <div className={classes.stack}>
        <Select
          disabled={isLocked('sound.headset')}
          aria-label={t('headset.title')}
          allowDeselect={false}
          data={headsetChoices(list, choice, {
            auto: t('headset.auto'),
            off: t('headset.off'),
            missing: t('sound.missing'),
          })}
          value={choice}
          onChange={(value) => {
            if (value !== null) void changeSettings({ headset: value })
          }}
        />
        <HeadsetState standing={standing} microphone={list.microphone} platform={platform} />
        {standing.kind === 'used' && standing.headset.state === 'ready' && (
          <div>
            <Button variant="light" onClick={() => void toggle()}>
              {isTesting ? t('headset.testStop') : t('headset.test')}
            </Button>
          </div>
        )}
        {isBusy && !isTesting && <p className={classes.hint}>{t('headset.busy')}</p>}
        {isTesting && standing.kind === 'used' && <HeadsetTest headset={standing.headset} pressed={pressed} />}
      </div>
    </SettingRow>
  )
}
