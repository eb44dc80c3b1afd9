import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { shortcutLabel } from '../../../ui/shortcut'
import { CALL_KEYS } from '../../calls'
import { appRequests } from '../model/app-settings'
import classes from './AboutSection.module.css'
import { Section, SettingRow } from '../../../ui/Section'

interface Facts {
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string }
  readonly secrets: 'os' | 'file'
}

export function AboutSection() {
  const { t } = useTranslation('settings')
  const [facts, setFacts] = useState<Facts | null>(null)
  useEffect(() => {
    let isGone = false
    void Promise.all([appRequests().getVersions(), appRequests().getSecretStorage()]).then(([versions, secrets]) => {
      if (!isGone) setFacts({ versions, secrets })
    })
    return () => {
      isGone = true
    }
  }, [])
  return (
    <Section title={t('about.title')}>
      <SettingRow label={t('about.versions')}>
        {facts && (
          <>
            <p className={classes.text}>{t('about.app', { version: facts.versions.app })}</p>
            <p className={classes.quiet}>{t('about.parts', { ...facts.versions })}</p>
          </>
        )}
      </SettingRow>
      <SettingRow label={t('about.secrets')}>
        {facts && (
          <p className={classes.text}>{facts.secrets === 'os' ? t('about.secretsOs') : t('about.secretsFile')}</p>
        )}
      </SettingRow>
      <SettingRow label={t('about.keys')} hint={t('about.keysHint')}>
        <dl className={classes.keys}>
          {(Object.keys(CALL_KEYS) as (keyof typeof CALL_KEYS)[]).map((action) => (
            <div key={action}>
              <dt>{t(`about.key.${action}`)}</dt>
              <dd>
                <kbd className="key">{shortcutLabel(CALL_KEYS[action])}</kbd>
              </dd>
            </div>
          ))}
        </dl>
      </SettingRow>
      <SettingRow label={t('about.licence')}>
        <p className={classes.text}>{t('about.licenceText')}</p>
      </SettingRow>
    </Section>
  )
}
