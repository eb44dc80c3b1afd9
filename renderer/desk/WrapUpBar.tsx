import { Button } from '@mantine/core'
import { useCallback, useEffect } from 'react'

import { plainStatusOf, type OwnStatus } from '#shared/domain/own-status'
import { prolonged } from '#shared/domain/wrap-up'

import { useTranslation } from '../i18n/use-translation'
import type { Me } from '../data/desk-data'
import { useDeskData } from '../data/desk-data-context'
import { useClock, useNow } from '../ui/clock-context'
import { IconClock } from '../ui/icons'
import { isAction } from '../ui/keys/key-table'
import { useKeyWords } from '../ui/keys/use-key-words'
import { formatDuration } from '../ui/time'
import banner from './Banner.module.css'

const TICK_MS = 1_000

/** Counts down the time for what is left to do after a talk or chat (spec Q25); the hub ends it. */
export function WrapUpBar({ me }: { readonly me: Me | null }) {
  const { status, statusUntilMs } = me?.agent ?? {}
  return status === 'wrapUp' && statusUntilMs ? <Running untilMs={statusUntilMs} own={me?.ownStatus ?? null} /> : null
}

function Running({ untilMs, own }: { readonly untilMs: number; readonly own: OwnStatus | null }) {
  const { t } = useTranslation('cases')
  const keyWords = useKeyWords()
  const data = useDeskData()
  const clock = useClock()
  const nowMs = useNow(TICK_MS)
  /** Back to where the wrap-up came from. */
  const end = useCallback(() => {
    void data.setStatus(own ? plainStatusOf(own) : 'online', undefined, own?.id)
  }, [data, own])
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      const isEnd = isAction(event, 'endWrapUp')
      if (event.repeat || (!isEnd && !isAction(event, 'moreWrapUp'))) return
      event.preventDefault()
      if (isEnd) end()
      else void data.setStatus('wrapUp', prolonged(untilMs, clock.now()))
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [data, clock, untilMs, end])
  return (
    <section className={banner.root} data-part="wrapUp" data-tone="info" aria-label={t('wrapUp.title')}>
      <IconClock size={17} aria-hidden />
      <span>
        {t('wrapUp.text')} <b className="tabular">{formatDuration(Math.max(0, untilMs - nowMs))}</b>
      </span>
      <Button
        size="compact-sm"
        variant="default"
        title={keyWords.beside(t('wrapUp.more'), 'moreWrapUp')}
        onClick={() => void data.setStatus('wrapUp', prolonged(untilMs, clock.now()))}
      >
        {t('wrapUp.more')}
      </Button>
      <Button size="compact-sm" title={keyWords.beside(t('wrapUp.end'), 'endWrapUp')} onClick={end}>
        {t('wrapUp.end')}
      </Button>
    </section>
  )
}
