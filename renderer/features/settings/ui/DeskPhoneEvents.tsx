import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { DeskPhoneView } from '#shared/contract/ipc/desk-phone'
import { TRAITS, type DeskPhoneModel } from '#shared/domain/desk-phone/models'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconCheck, IconCopy } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import { deskPhoneRequests } from '../../calls'
import classes from './DeskPhoneEvents.module.css'

export interface DeskPhoneEventsProps {
  readonly view: DeskPhoneView
  readonly model: DeskPhoneModel
}

/** How the phone tells of itself: where it is listened to, what to type into it, its file, and who was turned away. */
export function DeskPhoneEvents({ view, model }: DeskPhoneEventsProps) {
  const { t } = useTranslation('deskPhone')
  const { listening, refused } = view
  return (
    <div className={classes.root}>
      {listening.kind === 'listening' && (
        <p>
          {t('settings.listening', { address: listening.address, port: listening.port })}{' '}
          <span role="status">{view.hasHeard ? t('settings.heard') : t('settings.notHeard')}</span>
        </p>
      )}
      {listening.kind === 'failed' && (
        <InlineError>{t(`settings.notListening.${listening.reason}`, { port: listening.port })}</InlineError>
      )}
      {refused.count > 0 && (
        <InlineError tone="warn">
          {t('settings.refused', { count: refused.count, address: refused.lastAddress ?? '' })}
        </InlineError>
      )}
      {view.sheet.length > 0 && <Sheet rows={view.sheet} />}
      <FileRow model={model} />
    </div>
  )
}

function Sheet({ rows }: { readonly rows: DeskPhoneView['sheet'] }) {
  const { t } = useTranslation('deskPhone')
  const [copied, setCopied] = useState<string | null>(null)
  return (
    <>
      <h3>{t('settings.sheet')}</h3>
      <p className={classes.hint}>{t('settings.sheetHint')}</p>
      <dl className={classes.sheet}>
        {rows.map(({ field, url }) => {
          const name = t(`settings.field.${field}`)
          return (
            <div key={field}>
              <dt>{name}</dt>
              <dd>
                <code>{url}</code>
                <IconButton
                  label={copied === field ? t('settings.copied') : t('settings.copy', { field: name })}
                  size={26}
                  onClick={() => {
                    void navigator.clipboard.writeText(url).then(() => {
                      setCopied(field)
                    })
                  }}
                >
                  {copied === field ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                </IconButton>
              </dd>
            </div>
          )
        })}
      </dl>
      <Group gap={8}>
        <Button
          variant="default"
          title={t('settings.renewHint')}
          onClick={() => {
            setCopied(null)
            void deskPhoneRequests().renewToken()
          }}
        >
          {t('settings.renew')}
        </Button>
        <span className={classes.hint}>{t('settings.renewHint')}</span>
      </Group>
    </>
  )
}

type FileResult = Awaited<ReturnType<ReturnType<typeof deskPhoneRequests>['saveFile']>>

function FileRow({ model }: { readonly model: DeskPhoneModel }) {
  const { t } = useTranslation('deskPhone')
  const [mac, setMac] = useState('')
  const [result, setResult] = useState<FileResult | null>(null)
  const { provisioning } = TRAITS[model]
  const hint = t(`settings.fileHint.${provisioning}`)
  if (provisioning === 'byHand') return <SettingRow label={t('settings.file')}>{hint}</SettingRow>
  return (
    <SettingRow label={t('settings.file')} hint={hint}>
      <form
        className={classes.file}
        onSubmit={(event) => {
          event.preventDefault()
          void deskPhoneRequests().saveFile({ mac }).then(setResult)
        }}
      >
        <TextInput
          label={t('settings.mac')}
          description={t('settings.macHint')}
          autoComplete="off"
          spellCheck={false}
          value={mac}
          error={result === 'badMac' ? t('settings.fileResult.badMac') : null}
          onChange={(event) => {
            setMac(event.currentTarget.value)
            setResult(null)
          }}
        />
        <Button type="submit" variant="default">
          {t('settings.saveFile')}
        </Button>
        <span role="status">{result !== null && result !== 'badMac' && t(`settings.fileResult.${result}`)}</span>
      </form>
    </SettingRow>
  )
}
