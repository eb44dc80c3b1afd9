import { Button, Group, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'

import type { Channel } from '#shared/domain/channel'
import type { ChannelGroupId } from '#shared/domain/ids'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import type { RestFailure } from '../../model/hub-rest'
import { EMPTY_SITE, parseSiteForm, type SiteErrors } from '../../model/site-form'
import type { SiteRest } from '../../model/site-rest'
import classes from '../Channels.module.css'
import { SiteFields } from './SiteFields'

const MAX_NAME = 80

export interface ConnectSiteProps {
  readonly rest: Pick<SiteRest, 'connect'>
  readonly groupId: ChannelGroupId
  readonly onConnected: (channel: Channel) => void
  readonly onCancel: () => void
}

export function ConnectSite({ rest, groupId, onConnected, onCancel }: ConnectSiteProps) {
  const { t } = useTranslation('channels')
  const root = useRef<HTMLFormElement>(null)
  const [name, setName] = useState<string>(t('kind.site.name'))
  const [form, setForm] = useState(EMPTY_SITE)
  const [errors, setErrors] = useState<SiteErrors>({})
  const [failure, setFailure] = useState<RestFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isChanged = JSON.stringify(form) !== JSON.stringify(EMPTY_SITE)
  useUnsaved({ isChanged, save: null, discard: onCancel })
  const submit = async (): Promise<void> => {
    const parsed = parseSiteForm(form)
    setFailure(null)
    if (!parsed.ok || name.trim() === '') {
      setErrors(parsed.ok ? {} : parsed.error)
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setBusy(true)
    const connected = await rest.connect({ name: name.trim(), groupId, settings: parsed.value })
    setBusy(false)
    if (connected.ok) onConnected(connected.value.channel)
    else setFailure(connected.error)
  }
  return (
    <form
      noValidate
      ref={root}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextInput
        withAsterisk
        label={t('form.name')}
        maxLength={MAX_NAME}
        value={name}
        error={name.trim() === '' ? t('form.errors.required') : null}
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
      />
      <SiteFields
        form={form}
        errors={errors}
        onChange={(next) => {
          setForm(next)
          setErrors({})
        }}
      />
      {failure && <InlineError>{t(`failure.${failure}`)}</InlineError>}
      <Group gap={8}>
        <Button type="submit" loading={isBusy}>
          {t('form.submit')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      </Group>
    </form>
  )
}
