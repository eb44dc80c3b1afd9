import { useEffect, useRef } from 'react'

import { meterShare, onLevels } from '../model/devices'
import classes from './LevelMeter.module.css'

export interface LevelMeterProps {
  readonly label: string
  readonly of: 'input' | 'output'
}

/** Written straight to the element's style: a dozen levels a second never pass through React. */
export function LevelMeter({ label, of }: LevelMeterProps) {
  const fill = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const subscription = onLevels((levels) => {
      if (fill.current) fill.current.style.transform = `scaleX(${meterShare(levels[of])})`
    })
    return () => {
      subscription.dispose()
    }
  }, [of])
  return (
    <div className={classes.root}>
      <span className={classes.label}>{label}</span>
      <span className={classes.track} role="img" aria-label={label}>
        <span ref={fill} className={classes.fill} />
      </span>
    </div>
  )
}
