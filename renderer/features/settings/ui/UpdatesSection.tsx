import { Button, Progress } from '@mantine/core'
import { useState } from 'react'

import type { UpdateCheck, UpdatePhase, UpdateState } from '#shared/domain/updates/update-state'

import { useTranslation } from '../../../i18n/use-translation'
import { updateRequests, useUpdates } from '../../../data/updates'
import { formatBytes } from '../../../ui/bytes'
import { InlineError } from '../../../ui/InlineError'
import { Section, SettingRow } from '../../../ui/Section'
import { formatExact } from '../../../ui/time'
import classes from './UpdatesSection.module.css'

/** Which version runs, where newer ones come from, and how far the next one is. */
export function UpdatesSection() {
  const { t, i18n } = useTranslation('settings')
  const state = useUpdates()
  const [isAsking, setIsAsking] = useState(false)
  if (!state) return null
  const { version, phase, source, channel, lastCheck, didNotStart } = state
  const check = async (): Promise<void> => {
    setIsAsking(true)
    await updateRequests().check()
    setIsAsking(false)
  }
  const canCheck = phase.kind === 'idle' || phase.kind === 'available' || phase.kind === 'ready'
  const isChecking = isAsking || phase.kind === 'checking'
  const notes = 'release' in phase ? phase.release.notes[i18n.language === 'ru' ? 'ru' : 'en'] : ''
  return (
    <Section
      title={t('updates.title')}
      intro={t('updates.intro')}
      action={
        phase.kind !== 'off' && (
          <Button loading={isChecking} disabled={!canCheck && !isChecking} onClick={() => void check()}>
            {t('updates.check')}
          </Button>
        )
      }
    >
      <SettingRow label={t('updates.version')}>
        <p className={classes.text}>{t('about.app', { version })}</p>
        {didNotStart !== null && <p className={classes.quiet}>{t('updates.wentBack', { version: didNotStart })}</p>}
      </SettingRow>
      <SettingRow label={t('updates.state')}>
        <p role="status" className={classes.text}>
          {phaseText(state, t, i18n.language)}
        </p>
        {phase.kind === 'downloading' && (
          <Progress
            className={classes.progress ?? ''}
            value={(phase.bytes / phase.release.size) * 100}
            aria-label={t('updates.progress')}
          />
        )}
        <Actions phase={phase} />
      </SettingRow>
      {notes !== '' && (
        <SettingRow label={t('updates.notes')}>
          <p className={classes.notes}>{notes}</p>
        </SettingRow>
      )}
      {phase.kind !== 'off' && (
        <SettingRow label={t('updates.last')}>
          {lastCheck === null ? (
            <p className={classes.text}>{t('updates.never')}</p>
          ) : (
            <>
              <p className={classes.text}>{formatExact(lastCheck.atMs, i18n.language)}</p>
              {lastCheck.result === 'upToDate' || lastCheck.result === 'notYet' || lastCheck.result === 'found' ? (
                <p className={classes.quiet}>
                  {t(`updates.result.${lastCheck.result}`, { version: lastCheck.version })}
                </p>
              ) : (
                <InlineError tone="warn">
                  {t(`updates.trouble.${lastCheck.result}`, { version: lastCheck.version ?? '' })}
                </InlineError>
              )}
            </>
          )}
        </SettingRow>
      )}
      {source !== null && (
        <SettingRow label={t('updates.source')} hint={t('updates.sourceHint')}>
          <p className={classes.text}>{source}</p>
          <p className={classes.quiet}>{t('updates.channel', { channel })}</p>
        </SettingRow>
      )}
    </Section>
  )
}

type Translate = ReturnType<typeof useTranslation<'settings'>>['t']

/** What is not known is not said: nobody has looked yet, or the look came to nothing. */
function restText({ lastCheck }: UpdateState, t: Translate): string {
  if (lastCheck === null) return t('updates.phase.notAsked')
  return isAnswered(lastCheck) ? t('updates.phase.idle') : t('updates.phase.unknown')
}

function isAnswered({ result }: UpdateCheck): boolean {
  return result === 'upToDate' || result === 'notYet' || result === 'found'
}

function phaseText(state: UpdateState, t: Translate, language: string): string {
  const { phase, holds } = state
  switch (phase.kind) {
    case 'off':
      return t(`updates.off.${phase.why}`)
    case 'idle':
      return restText(state, t)
    case 'checking':
      return t('updates.phase.checking')
    case 'available':
    case 'preparing':
    case 'installing':
      return t(`updates.phase.${phase.kind}`, { version: phase.release.version })
    case 'downloading': {
      const { version, size } = phase.release
      const share = { done: formatBytes(phase.bytes, language), size: formatBytes(size, language) }
      return t('updates.phase.downloading', { version, ...share })
    }
    case 'ready': {
      const { version } = phase.release
      if (phase.restartsAtMs !== null)
        return t('updates.phase.forced', { version, time: formatExact(phase.restartsAtMs, language) })
      if (phase.isWished) return t(`updates.waits.${holds[0] ?? 'message'}`, { version })
      return phase.forcedAtMs === null
        ? t('updates.phase.ready', { version })
        : t('updates.phase.readyUntil', { version, time: formatExact(phase.forcedAtMs, language) })
    }
  }
}

function Actions({ phase }: { readonly phase: UpdatePhase }) {
  const { t } = useTranslation('settings')
  if (phase.kind === 'available')
    return (
      <Button className={classes.button ?? ''} variant="light" onClick={() => void updateRequests().download()}>
        {t('updates.download')}
      </Button>
    )
  if (phase.kind !== 'ready') return null
  return phase.isWished ? (
    <Button className={classes.button ?? ''} variant="light" onClick={() => void updateRequests().putOff()}>
      {t('updates.notNow')}
    </Button>
  ) : (
    <Button className={classes.button ?? ''} variant="light" onClick={() => void updateRequests().install()}>
      {t('updates.restart')}
    </Button>
  )
}
