import { Switch } from '@mantine/core'
import { useEffect, useId, useState } from 'react'

import type { AutoStartState } from '#shared/contract/ipc/auto-start'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import { autoStartRequests } from '../model/auto-start'
import classes from './WorkplacePage.module.css'

/** The switch shows what the system does; where the person has the last word elsewhere, it says where. */
export function AutoStartRow() {
  const { t } = useTranslation('settings')
  const id = useId()
  const isLocked = useLocks()('workplace.startWithComputer')
  const [state, setState] = useState<AutoStartState | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)

  useEffect(() => {
    const look = (): void => {
      autoStartRequests()
        .getState()
        .then(setState, (error: unknown) => {
          reportError(error)
        })
    }
    look()
    // It may be changed in the system's own settings, and the person comes back from there.
    window.addEventListener('focus', look)
    return () => {
      window.removeEventListener('focus', look)
    }
  }, [isLocked])

  if (state === null) return null
  const set = async (isOn: boolean): Promise<void> => {
    const reply = await autoStartRequests().set({ isOn })
    if (reply.ok) setState(reply.value)
    setRefusal(reply.ok ? null : reply.error.detail)
  }
  return (
    <SettingRow label={t('computer.autoStart')} hint={t('computer.autoStartHint')} isLocked={isLocked} htmlFor={id}>
      <Switch
        id={id}
        disabled={isLocked}
        checked={state === 'on' || state === 'needsApproval'}
        onChange={(event) => {
          void set(event.currentTarget.checked)
        }}
      />
      <div className={classes.note}>
        {(state === 'heldBack' || state === 'needsApproval') && (
          <InlineError tone="warn">{t(`computer.${state}`)}</InlineError>
        )}
        {refusal !== null && <InlineError>{t('computer.autoStartRefused', { detail: refusal })}</InlineError>}
      </div>
    </SettingRow>
  )
}
