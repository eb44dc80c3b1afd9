import { Switch } from '@mantine/core'
import { useEffect, useId, useState } from 'react'

import type { LinkOpener } from '#shared/contract/ipc/links'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { SettingRow } from '../../../ui/Section'
import { areOurs, linksRequests } from '../model/links'
import type { Platform } from '../model/platform'
import classes from './LinksSection.module.css'

export interface LinkOpenersProps {
  readonly platform: Platform
}

/** The switch shows who really opens links; where the system keeps the choice for itself, it says how to make it. */
export function LinkOpeners({ platform }: LinkOpenersProps) {
  const { t } = useTranslation('settings')
  const id = useId()
  const isLocked = useLocks()('calls.openLinks')
  const [openers, setOpeners] = useState<readonly LinkOpener[] | null>(null)
  const [asked, setAsked] = useState<boolean | null>(null)

  useEffect(() => {
    const look = (): void => {
      linksRequests()
        .listOpeners()
        .then(setOpeners, (error: unknown) => {
          reportError(error)
        })
    }
    look()
    // The choice is made in the system's own settings, and the person comes back from there.
    window.addEventListener('focus', look)
    return () => {
      window.removeEventListener('focus', look)
    }
  }, [])

  if (!openers) return null
  const isOurs = areOurs(openers)
  const isRefused = asked !== null && asked !== isOurs
  const set = async (wanted: boolean): Promise<void> => {
    setOpeners(await linksRequests().setOpener({ isOurs: wanted }))
    setAsked(wanted)
  }
  return (
    <SettingRow isLocked={isLocked} label={t('links.open')} hint={t('links.openHint')} htmlFor={id}>
      <Switch
        id={id}
        disabled={isLocked}
        checked={isOurs}
        onChange={(event) => {
          void set(event.currentTarget.checked)
        }}
      />
      <ul className={classes.openers}>
        {openers.map(({ scheme, opener }) => (
          <li key={scheme}>
            {opener.kind === 'other'
              ? t('links.opener.other', { scheme, name: opener.name })
              : t(`links.opener.${opener.kind}`, { scheme })}
          </li>
        ))}
      </ul>
      {isRefused && (
        <p className={classes.hint} role="status">
          {t(`links.${asked ? 'refusedOn' : 'refusedOff'}.${platform}`)}
        </p>
      )}
    </SettingRow>
  )
}
