import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import type { BotMenu } from '#shared/domain/bot'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconSend2 } from '../../../ui/icons'
import { playMenu } from '../model/play-menu'
import classes from './Bots.module.css'

/** A small chat in which the administrator is the client. Edits of the menu show in it at once. */
export function MenuPreview({ menu }: { readonly menu: BotMenu }) {
  const { t } = useTranslation('bots')
  const [said, setSaid] = useState<readonly string[]>([])
  const [text, setText] = useState('')
  const log = useRef<HTMLDivElement>(null)
  const { lines, ended } = playMenu(menu, [t('preview.hello'), ...said])
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [lines.length])
  const send = (): void => {
    if (text.trim() === '' || ended !== null) return
    setSaid([...said, text.trim()])
    setText('')
  }
  return (
    <section className={classes.preview} aria-label={t('preview.title')}>
      <div className={classes.screenHead}>
        <b>{t('preview.title')}</b>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setSaid([])
          }}
        >
          {t('preview.again')}
        </Button>
      </div>
      <div ref={log} role="log" tabIndex={0} aria-label={t('preview.title')} className={classes.log}>
        {lines.map((line, index) => (
          <p key={index} className={classes.line} data-from={line.from}>
            <span className={classes.who}>{t(`preview.${line.from}`)}</span>
            {line.text}
          </p>
        ))}
        {ended && <p className={classes.ended}>{t(`preview.ended.${ended}`)}</p>}
      </div>
      <div className={classes.say}>
        <TextInput
          aria-label={t('preview.write')}
          placeholder={t('preview.write')}
          disabled={ended !== null}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // The preview stands within the form of the bot: Enter here is not to save it.
            event.preventDefault()
            send()
          }}
        />
        <IconButton label={t('preview.send')} keys="Enter" tone="accent" onClick={send}>
          <IconSend2 size={18} stroke={1.7} aria-hidden />
        </IconButton>
      </div>
    </section>
  )
}
