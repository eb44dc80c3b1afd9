import { Button, Group } from '@mantine/core'
import { useEffect, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import { deviceRequests, type EchoRecorded } from '../model/devices'
import { LevelMeter } from './LevelMeter'
import classes from './SoundSection.module.css'

type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'recording' }
  | { readonly kind: 'playing'; readonly isQuiet: boolean }
  | { readonly kind: 'asking'; readonly isQuiet: boolean }
  | { readonly kind: 'answered'; readonly isHeard: boolean; readonly isQuiet: boolean }
  | { readonly kind: 'failed'; readonly why: Exclude<EchoRecorded, 'heard' | 'quiet'> | 'notPlayed' }

/** Three seconds of one's own voice and the question whether one hears it (spec K15). */
export function EchoTest() {
  const { t } = useTranslation('settings')
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  useEffect(
    () => () => {
      void deviceRequests().dropEcho()
    },
    [],
  )
  const run = async (): Promise<void> => {
    setStep({ kind: 'recording' })
    const recorded = await deviceRequests().recordEcho()
    if (recorded !== 'heard' && recorded !== 'quiet') {
      setStep({ kind: 'failed', why: recorded })
      return
    }
    const isQuiet = recorded === 'quiet'
    setStep({ kind: 'playing', isQuiet })
    const isPlayed = await deviceRequests().playEcho()
    setStep(isPlayed ? { kind: 'asking', isQuiet } : { kind: 'failed', why: 'notPlayed' })
  }
  const isRunning = step.kind === 'recording' || step.kind === 'playing'
  return (
    <SettingRow label={t('echo.title')} hint={t('echo.hint')}>
      <div className={classes.stack}>
        <div>
          <Button variant="light" disabled={isRunning} onClick={() => void run()}>
            {t(step.kind === 'idle' ? 'echo.start' : 'echo.again')}
          </Button>
        </div>
        <div role="status" className={classes.stack}>
          {step.kind === 'recording' && t('echo.recording')}
          {step.kind === 'playing' && t('echo.playing')}
          {step.kind === 'asking' && t('echo.question')}
          {step.kind === 'answered' && step.isHeard && t(step.isQuiet ? 'echo.worksQuietly' : 'echo.works')}
        </div>
        {step.kind === 'recording' && <LevelMeter of="input" label={t('sound.meterIn')} />}
        {step.kind === 'asking' && (
          <Group gap="xs" role="group" aria-label={t('echo.question')}>
            {[true, false].map((isHeard) => (
              <Button
                key={String(isHeard)}
                variant={isHeard ? 'filled' : 'default'}
                autoFocus={isHeard}
                onClick={() => {
                  setStep({ kind: 'answered', isHeard, isQuiet: step.isQuiet })
                }}
              >
                {t(isHeard ? 'echo.yes' : 'echo.no')}
              </Button>
            ))}
          </Group>
        )}
        {step.kind === 'answered' && !step.isHeard && (
          <InlineError tone="warn">{t(step.isQuiet ? 'echo.unheardQuiet' : 'echo.unheard')}</InlineError>
        )}
        {step.kind === 'failed' && <InlineError tone="warn">{t(`echo.failure.${step.why}`)}</InlineError>}
      </div>
    </SettingRow>
  )
}
