import { Button, Group } from '@mantine/core'
import { useEffect, useState } from 'react'

import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconCircleCheck, IconExternalLink } from '../../../../ui/icons'
import { InlineError } from '../../../../ui/InlineError'
import { SettingRow } from '../../../../ui/Section'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import type { RestFailure } from '../../model/hub-rest'
import { EMPTY_SITE, parseSiteForm, siteFormOf, type SiteErrors } from '../../model/site-form'
import type { SiteRest, SiteView } from '../../model/site-rest'
import classes from '../Channels.module.css'
import { DisconnectDialog } from '../DisconnectDialog'
import { HealthText } from '../HealthText'
import { CopyButton } from './CopyButton'
import siteClasses from './Site.module.css'
import { SiteFields } from './SiteFields'
import { SiteLinks } from './SiteLinks'

export interface SiteDetailsProps {
  readonly channel: Channel
  readonly rest: SiteRest
  readonly isNew: boolean
  readonly failure: RestFailure | null
  readonly onOpen: (url: string) => void
  readonly onDisconnect: () => void
}

/** The site chat's own tab: whom visitors talk to, the line for the company's pages, links for people. */
export function SiteDetails({ channel, rest, isNew, failure, onOpen, onDisconnect }: SiteDetailsProps) {
  const { t } = useTranslation('channels')
  const [view, setView] = useState<SiteView | null>(null)
  const [form, setForm] = useState(EMPTY_SITE)
  const [errors, setErrors] = useState<SiteErrors>({})
  const [trouble, setTrouble] = useState<RestFailure | null>(null)
  const [isSaved, setSaved] = useState(false)
  const [isAsking, setAsking] = useState(false)
  useEffect(() => {
    let isCurrent = true
    void rest.view(channel.id).then((found) => {
      if (!isCurrent) return
      if (found.ok) {
        setView(found.value)
        setForm(siteFormOf(found.value.settings))
      } else setTrouble(found.error)
    })
    return () => {
      isCurrent = false
    }
  }, [rest, channel.id])
  const savedForm = view ? siteFormOf(view.settings) : EMPTY_SITE
  const isChanged = JSON.stringify(form) !== JSON.stringify(savedForm)
  const save = async (): Promise<boolean> => {
    const parsed = parseSiteForm(form)
    setTrouble(null)
    if (!parsed.ok) {
      setErrors(parsed.error)
      return false
    }
    const done = await rest.save(channel.id, parsed.value)
    if (done.ok) {
      setView(done.value)
      setForm(siteFormOf(done.value.settings))
    } else setTrouble(done.error)
    setSaved(done.ok)
    return done.ok
  }
  const discard = (): void => {
    setForm(savedForm)
    setErrors({})
  }
  useUnsaved({ isChanged, save, discard })
  return (
    <>
      {isNew && (
        <p role="status" className={classes.done}>
          <IconCircleCheck size={18} stroke={1.8} aria-hidden />
          {t('site.done')}
        </p>
      )}
      {trouble && <InlineError>{t(`failure.${trouble}`)}</InlineError>}
      <SettingRow label={t('state')}>
        <HealthText health={channel.health} kind={channel.kind} />
      </SettingRow>
      {view && (
        <SettingRow label={t('site.line')} hint={t('site.lineHint')}>
          <div className={siteClasses.icon}>
            <code className={siteClasses.code}>{view.scriptLine}</code>
            <Group gap={8}>
              <CopyButton text={view.scriptLine} label={t('site.copyLine')} />
              <Button
                variant="subtle"
                leftSection={<IconExternalLink size={16} aria-hidden />}
                title={view.tryUrl}
                onClick={() => {
                  onOpen(view.tryUrl)
                }}
              >
                {t('site.try')}
              </Button>
            </Group>
            <p className={siteClasses.quiet}>{view.tryUrl}</p>
          </div>
        </SettingRow>
      )}
      <SettingRow label={t('site.section')} hint={t('site.sectionHint')}>
        <div className={siteClasses.form}>
          <SiteFields
            form={form}
            errors={errors}
            onChange={(next) => {
              setForm(next)
              setErrors({})
              setSaved(false)
            }}
          />
          <Group gap={8}>
            <Button
              disabled={!isChanged}
              title={isChanged ? undefined : t('site.nothingToSave')}
              onClick={() => void save()}
            >
              {t('site.save')}
            </Button>
            {isSaved && !isChanged && <span role="status">{t('site.saved')}</span>}
          </Group>
        </div>
      </SettingRow>
      <SettingRow label={t('site.links.title')} hint={t('site.links.hint')}>
        <SiteLinks rest={rest} channelId={channel.id} />
      </SettingRow>
      <SettingRow label={t('disconnect.section')} hint={t('disconnect.effect')}>
        <Button
          variant="light"
          color="danger"
          onClick={() => {
            setAsking(true)
          }}
        >
          {t('disconnect.action')}
        </Button>
      </SettingRow>
      {isAsking && (
        <DisconnectDialog
          name={channel.name}
          failure={failure}
          onConfirm={onDisconnect}
          onClose={() => {
            setAsking(false)
          }}
        />
      )}
    </>
  )
}
