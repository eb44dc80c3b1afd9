import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'

import type { CallsContract } from '#shared/contract/ipc/calls'
import type { CallSnapshot } from '#shared/domain/call'

import { useTranslation } from '../../../i18n/use-translation'
import { createClient, onEvent } from '../../../ipc/client'
import classes from './SignInPage.module.css'

/** A session may end in the middle of a talk: lines belong to the computer, and the talk must not be out of reach. */
export function LiveCalls() {
  const { t } = useTranslation('signIn')
  const [requests] = useState(() => createClient<CallsContract>('calls'))
  const [calls, setCalls] = useState<readonly CallSnapshot[]>([])
  useEffect(() => {
    let isHeard = false
    const subscription = onEvent<CallsContract, 'listChanged'>('calls', 'listChanged', (now) => {
      isHeard = true
      setCalls(now)
    })
    requests.list().then(
      (now) => {
        if (!isHeard) setCalls(now)
      },
      (error: unknown) => {
        reportError(error)
      },
    )
    return () => {
      subscription.dispose()
    }
  }, [requests])
  // What rings has a window of its own.
  const live = calls.filter(({ phase }) => phase.kind !== 'ended' && phase.kind !== 'incoming')
  return live.map(({ id, name, number, isMuted }) => (
    <div key={id} className={classes.call} role="group" aria-label={t('call.title', { who: name ?? number })}>
      <b>{t('call.title', { who: name ?? number })}</b>
      <Button size="compact-sm" variant="default" onClick={() => void requests.setMuted({ id, muted: !isMuted })}>
        {isMuted ? t('call.unmute') : t('call.mute')}
      </Button>
      <Button size="compact-sm" color="danger" onClick={() => void requests.hangUp({ id })}>
        {t('call.hangUp')}
      </Button>
    </div>
  ))
}
