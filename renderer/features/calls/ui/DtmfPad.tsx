import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { isDtmf } from '../model/dial-string'
import { KeyGrid } from './KeyGrid'
import classes from './DtmfPad.module.css'

const SHOWN_DIGITS = 16

/** Tones into the running call. Keys of the keyboard work while it has the focus. */
export function DtmfPad({ onDigit }: { readonly onDigit: (digit: string) => void }) {
  const { t } = useTranslation('calls')
  const [sent, setSent] = useState('')
  const press = (digit: string): void => {
    setSent((before) => (before + digit).slice(-SHOWN_DIGITS))
    onDigit(digit)
  }
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('bar.pad')}
      onKeyDown={(event) => {
        const digit = event.key.toUpperCase()
        if (event.ctrlKey || event.metaKey || event.altKey || !isDtmf(digit)) return
        event.preventDefault()
        press(digit)
      }}
    >
      <output
        className={`tabular ${classes.sent}`}
        data-empty={sent === '' || undefined}
        aria-label={sent ? t('pad.sent', { digits: sent }) : t('bar.pad')}
      >
        {sent || t('bar.pad')}
      </output>
      <KeyGrid onPress={press} size="small" />
    </div>
  )
}
