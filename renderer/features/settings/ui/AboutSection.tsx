import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { openGuide } from '../../guide'
import { appRequests } from '../model/app-settings'
import { Licences } from './Licences'
import classes from './AboutSection.module.css'
import { Section, SettingRow } from '../../../ui/Section'

interface Facts {
  readonly versions: { readonly app: string; readonly electron: string; readonly chrome: string }
  readonly secrets: 'os' | 'file'
}

export function AboutSection() {
  const { t } = useTranslation(['settings', 'shell'])
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
      <SettingRow label={t('shell:guide.title')} hint={t('shell:guide.about')}>
        <Button
          variant="light"
          onClick={() => {
            openGuide()
          }}
        >
          {t('shell:guide.open')}
        </Button>
      </SettingRow>
      <SettingRow label={t('about.secrets')}>
        {facts && (
          <p className={classes.text}>{facts.secrets === 'os' ? t('about.secretsOs') : t('about.secretsFile')}</p>
        )}
      </SettingRow>
      <SettingRow label={t('about.licence')}>
        <p className={classes.text}>{t('about.licenceText')}</p>
        <Licences />
      </SettingRow>
    </Section>
  )
}
