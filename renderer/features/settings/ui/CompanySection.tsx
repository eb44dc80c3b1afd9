import { Button } from '@mantine/core'
import { useState } from 'react'

import type { SetupFileReply } from '#shared/contract/ipc/policy'

import { useTranslation } from '../../../i18n/use-translation'
import { policyRequests, usePolicy } from '../../../data/policy'
import { InlineError } from '../../../ui/InlineError'
import { Section, SettingRow } from '../../../ui/Section'
import { expectedOf, settingTitle, settingValue } from '../model/managed-words'
import classes from './CompanySection.module.css'

/** What the company has set for this computer, what of it was not understood, and the way to a set-up file. */
export function CompanySection() {
  const { t, i18n } = useTranslation('settings')
  const policy = usePolicy()
  const [reply, setReply] = useState<SetupFileReply | null>(null)
  if (!policy) return null
  const { places, managed, problems } = policy
  const choose = async (): Promise<void> => {
    setReply(await policyRequests().chooseSetupFile())
  }
  return (
    <>
      <Section title={t('company.title')} intro={managed.length > 0 ? t('company.intro') : t('company.none')}>
        {problems.length > 0 && (
          <SettingRow label={t('company.problems')} hint={t('company.problemsHint')}>
            <InlineError tone="warn">
              <ul className={classes.list}>
                {problems.map(({ where, key, problem, came }) => (
                  <li key={`${where} ${key ?? ''} ${problem}`}>
                    {t(`company.what.${problem}`, { where, key, came, expected: expectedOf(key, t) })}
                  </li>
                ))}
              </ul>
            </InlineError>
          </SettingRow>
        )}
        {places.length > 0 && (
          <SettingRow label={t('company.places')}>
            <ul className={classes.list}>
              {places.map((place) => (
                <li key={place}>{place}</li>
              ))}
            </ul>
          </SettingRow>
        )}
        {managed.map(({ key, rule, value, waits }) => (
          <SettingRow key={key} label={settingTitle(key, i18n.language)}>
            <span>{settingValue(key, value, i18n.language, t)}</span>
            <p className={classes.quiet}>{t(`company.rule.${rule}`)}</p>
            {waits && <p className={classes.quiet}>{t('company.waits')}</p>}
          </SettingRow>
        ))}
        <SettingRow label={t('company.setup')} hint={t('company.setupHint')}>
          <Button variant="light" onClick={() => void choose()}>
            {t('company.setupChoose')}
          </Button>
          {reply && 'came' in reply && (
            <InlineError>{t(`company.file.${reply.kind}`, { came: reply.came })}</InlineError>
          )}
        </SettingRow>
      </Section>
    </>
  )
}
