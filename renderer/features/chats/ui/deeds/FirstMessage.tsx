import { Textarea } from '@mantine/core'

import { useTranslation } from '../../../../i18n/use-translation'
import type { Candidate } from '../../../../data/desk-data'
import { InlineError } from '../../../../ui/InlineError'
import { OutsideLink } from '../OutsideLink'
import classes from './Deeds.module.css'

export interface FirstMessageProps {
  readonly candidate: Candidate
  readonly channelWord: string
  readonly text: string
  /** What is wrong with what was typed. */
  readonly problem: string | null
  readonly onText: (text: string) => void
}

/** Who it is, and the words that begin the conversation; or why there can be none (spec M2). */
export function FirstMessage({ candidate, channelWord, text, problem, onText }: FirstMessageProps) {
  const { t } = useTranslation(['chats', 'common'])
  return (
    <>
      <div className={classes.person}>
        <b>{candidate.fullName || t('common:guest')}</b>
        {candidate.position}
      </div>
      {candidate.hasOpenContacts ? (
        <Textarea
          label={t('deed.start.first')}
          description={t('deed.start.hint')}
          error={text === '' ? null : problem}
          autosize
          minRows={3}
          maxRows={10}
          data-autofocus
          value={text}
          onChange={(event) => {
            onText(event.currentTarget.value)
          }}
        />
      ) : (
        <>
          <InlineError tone="warn">{t('deed.start.closed', { channel: channelWord })}</InlineError>
          {candidate.url !== null && (
            <OutsideLink url={candidate.url} words={t('deed.start.openResume', { channel: channelWord })} />
          )}
        </>
      )}
    </>
  )
}
