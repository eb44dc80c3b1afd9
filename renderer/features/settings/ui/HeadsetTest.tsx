import { useEffect, useRef } from 'react'

import type { HeadsetInfo, HeadsetPress } from '#shared/contract/ipc/devices'
import { useTranslation } from '../../../i18n/use-translation'
import { IconCircleCheck, IconCircleDashed } from '../../../ui/icons'
import { testStepsOf } from '../model/headset'
import classes from './HeadsetTest.module.css'

export interface HeadsetTestProps {
  readonly headset: HeadsetInfo
  /** In the order in which it came. */
  readonly pressed: readonly HeadsetPress[]
}

/** Asks for one key after the other; each is ticked when it was pressed, whatever the order. */
export function HeadsetTest({ headset, pressed }: HeadsetTestProps) {
  const { t } = useTranslation('settings')
  const root = useRef<HTMLDivElement>(null)
  // It opens at the end of the page, often below the window's.
  useEffect(() => {
    root.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const steps = testStepsOf(headset)
  const next = steps.find((step) => !pressed.includes(step))
  return (
    <div ref={root} className={classes.root}>
      <p role="status">{next === undefined ? t('headset.tested') : t(`headset.press.${next}`)}</p>
      <ul>
        {steps.map((step) => {
          const isDone = pressed.includes(step)
          const Icon = isDone ? IconCircleCheck : IconCircleDashed
          return (
            <li key={step} data-done={isDone || undefined} data-next={step === next || undefined}>
              <Icon size={16} stroke={1.8} aria-hidden />
              {t(`headset.step.${step}`)}
              <span className={classes.outcome}>{isDone ? t('headset.works') : t('headset.waits')}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
