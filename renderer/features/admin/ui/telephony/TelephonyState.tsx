import { Button } from '@mantine/core'

import type { TelephonyView } from '#shared/contract/telephony'

import { useTranslation } from '../../../../i18n/use-translation'
import { formatMoment } from '../../../../ui/time'
import { InlineError } from '../../../../ui/InlineError'
import classes from '../Admin.module.css'

/** How it goes with the PBX, in words, and where it is to send its events. */
export function TelephonyState({ view, onReload }: { readonly view: TelephonyView; readonly onReload: () => void }) {
  const { t, i18n } = useTranslation('admin')
  const { connection, eventUrl } = view
  if (!connection) return <p className={classes.notice}>{t('telephony.off')}</p>
  const { problem, lastEventAtMs, comparedToMs } = connection
  const time = (ms: number) => formatMoment(ms, i18n.language)
  return (
    <div className={classes.report}>
      {problem && <InlineError>{t(`telephony.problem.${problem}`)}</InlineError>}
      <p className={classes.notice}>
        {lastEventAtMs === null ? t('telephony.noEvents') : t('telephony.lastEvent', { time: time(lastEventAtMs) })}{' '}
        {t('telephony.compared', { time: time(comparedToMs) })}
      </p>
      <p className={classes.notice}>{t('telephony.eventUrl', { url: eventUrl })}</p>
      <Button variant="subtle" size="compact-sm" ml={-8} onClick={onReload}>
        {t('telephony.refresh')}
      </Button>
    </div>
  )
}
