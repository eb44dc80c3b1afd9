import { useEffect, useRef, type ReactNode } from 'react'

import { useTranslation } from '../i18n/use-translation'
import { IconLock } from './icons'
import { isFocusLost } from './lost-focus'
import classes from './Section.module.css'

export interface SectionProps {
  readonly title: string
  readonly intro?: string
  readonly action?: ReactNode
  /** The way back to where this was opened from. */
  readonly back?: ReactNode
  /** A second section of one page is below its first. */
  readonly level?: 1 | 2
  readonly children: ReactNode
}

export function Section({ title, intro, action, back, level = 1, children }: SectionProps) {
  const root = useRef<HTMLElement>(null)
  // What was pressed to come here is gone with its page: the keyboard goes on from here, not from the first link.
  useEffect(() => {
    if (isFocusLost()) root.current?.focus({ preventScroll: true })
  }, [title])
  return (
    <section ref={root} tabIndex={-1} className={classes.root} aria-label={title}>
      {back && <div className={classes.back}>{back}</div>}
      <header className={classes.head}>
        <div>
          {level === 1 ? <h1>{title}</h1> : <h2>{title}</h2>}
          {intro && <p>{intro}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  )
}

export interface SettingRowProps {
  readonly label: string
  readonly hint?: string | undefined
  /** The company has locked it: the row says so, and its control is disabled by whoever draws it. */
  readonly isLocked?: boolean
  /** For controls that a `<label>` can name. */
  readonly htmlFor?: string
  readonly children: ReactNode
}

/** Words on the left, the control on the right; one under the other where there is no room. */
export function SettingRow({ label, hint, isLocked = false, htmlFor, children }: SettingRowProps) {
  const { t } = useTranslation('common')
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <b>{label}</b>}
        {hint && <p>{hint}</p>}
        {isLocked && (
          <p className={classes.lock}>
            <IconLock size={14} stroke={1.8} aria-hidden />
            {t('locked')}
          </p>
        )}
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  )
}
