import { Button, Switch } from '@mantine/core'
import { useEffect, useId, useState } from 'react'

import type { CacheState } from '#shared/contract/ipc/cache'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import { useSignInState } from '../../sign-in'
import { changeSettings, useAppSettings } from '../model/app-settings'
import { cacheRequests } from '../model/cache-state'
import classes from './WorkplacePage.module.css'

/** What is wished, what the windows' database is now, and what stands between the two. */
export function EncryptRow() {
  const { t } = useTranslation('settings')
  const id = useId()
  const settings = useAppSettings()
  const isAlone = useSignInState()?.place !== 'team'
  const isLocked = useLocks()('workplace.encryptCache')
  const [state, setState] = useState<CacheState | null>(null)

  useEffect(() => {
    cacheRequests()
      .getState()
      .then(setState, (error: unknown) => {
        reportError(error)
      })
  }, [])

  if (!settings || !state) return null
  const isWished = settings.encryptCache
  const isDue = state.form !== 'away' && state.canKeepKey && isWished !== (state.form === 'sealed')
  const hint = t('computer.encryptHint')
  return (
    <SettingRow
      label={t('computer.encrypt')}
      hint={isAlone ? `${hint} ${t('computer.encryptAloneHint')}` : hint}
      isLocked={isLocked}
      htmlFor={id}
    >
      <Switch
        id={id}
        disabled={isLocked || (!state.canKeepKey && !isWished)}
        checked={isWished}
        onChange={(event) => void changeSettings({ encryptCache: event.currentTarget.checked })}
      />
      <div className={classes.note}>
        {state.form === 'away' ? (
          <InlineError tone="warn">{t('computer.keyringAway')}</InlineError>
        ) : (
          !state.canKeepKey && <InlineError tone="warn">{t('computer.noKeyring')}</InlineError>
        )}
        {isDue && (
          <InlineError
            tone="warn"
            actions={
              <Button size="compact-sm" variant="light" onClick={() => void cacheRequests().applyNow()}>
                {t('computer.encryptNow')}
              </Button>
            }
          >
            {t('computer.encryptWaits')}
          </InlineError>
        )}
      </div>
    </SettingRow>
  )
}
