import { Button, Group, Select, TextInput } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'

import type { ChannelId } from '#shared/domain/ids'
import { isMailAddress } from '#shared/domain/mail'
import type { SiteLink } from '#shared/domain/site-chat'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import { formatExact } from '../../../../ui/time'
import type { RestFailure } from '../../model/hub-rest'
import type { MadeLink, SiteRest } from '../../model/site-rest'
import { CopyButton } from './CopyButton'
import classes from './Site.module.css'

const DAYS = ['1', '7', '30', 'never'] as const
const MAX_NAME = 80
const MAX_TITLE = 200

/** Links for people who have not written by themselves: each opens one person's conversation and can be revoked. */
export function SiteLinks({ rest, channelId }: { readonly rest: SiteRest; readonly channelId: ChannelId }) {
  const { t, i18n } = useTranslation('channels')
  const [links, setLinks] = useState<readonly SiteLink[]>([])
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [email, setEmail] = useState('')
  const [isEmailWrong, setEmailWrong] = useState(false)
  const [days, setDays] = useState<string>('30')
  const [made, setMade] = useState<MadeLink | null>(null)
  const [failure, setFailure] = useState<RestFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const load = useCallback(() => {
    void rest.links(channelId).then((found) => {
      if (found.ok) setLinks(found.value.links)
      else setFailure(found.error)
    })
  }, [rest, channelId])
  useEffect(load, [load])
  const make = async (): Promise<void> => {
    const address = email.trim()
    const isWrong = address !== '' && !isMailAddress(address)
    setEmailWrong(isWrong)
    if (isWrong) return
    setBusy(true)
    setFailure(null)
    const done = await rest.makeLink(channelId, {
      person: { kind: 'new', name: name.trim(), title: title.trim() === '' ? null : title.trim() },
      ...(address === '' ? {} : { email: address }),
      validForDays: days === 'never' ? null : Number(days),
    })
    setBusy(false)
    if (!done.ok) {
      setFailure(done.error)
      return
    }
    setMade(done.value)
    setName('')
    setTitle('')
    setEmail('')
    load()
  }
  const revoke = async (id: string): Promise<void> => {
    setFailure(null)
    const done = await rest.revoke(channelId, id)
    if (!done.ok) setFailure(done.error)
    if (made?.link.id === id) setMade(null)
    load()
  }
  return (
    <div className={classes.links}>
      <Group gap={8} align="flex-end">
        <TextInput
          label={t('site.links.name')}
          maxLength={MAX_NAME}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <TextInput
          label={t('site.links.about')}
          maxLength={MAX_TITLE}
          value={title}
          onChange={(event) => {
            setTitle(event.currentTarget.value)
          }}
        />
        <TextInput
          type="email"
          label={t('site.links.email')}
          maxLength={254}
          value={email}
          error={isEmailWrong ? t('site.links.emailWrong') : null}
          onChange={(event) => {
            setEmail(event.currentTarget.value)
          }}
        />
        <Select
          w={130}
          label={t('site.links.days')}
          allowDeselect={false}
          value={days}
          data={DAYS.map((value) => ({ value, label: t(`site.links.for.${value}`) }))}
          onChange={(value) => {
            setDays(value ?? '30')
          }}
        />
        <Button
          loading={isBusy}
          disabled={name.trim() === ''}
          title={name.trim() === '' ? t('site.links.nameFirst') : undefined}
          onClick={() => void make()}
        >
          {t('site.links.make')}
        </Button>
      </Group>
      {made && (
        <div className={classes.made}>
          <p>{t('site.links.once', { name: made.link.name })}</p>
          <code className={classes.code}>{made.url}</code>
          <CopyButton text={made.url} label={t('site.links.copy')} />
        </div>
      )}
      {failure && <InlineError>{t(`failure.${failure}`)}</InlineError>}
      {links.length === 0 ? (
        <p className={classes.quiet}>{t('site.links.none')}</p>
      ) : (
        <ul className={classes.list} aria-label={t('site.links.title')}>
          {links.map((link) => (
            <li key={link.id}>
              <span>
                <b dir="auto">{link.name}</b>
                <span className={classes.quiet}>
                  {link.lastUsedAtMs === null
                    ? t('site.links.unused')
                    : t('site.links.used', { when: formatExact(link.lastUsedAtMs, i18n.language) })}{' '}
                  {link.expiresAtMs === null
                    ? t('site.links.endless')
                    : t('site.links.until', { when: formatExact(link.expiresAtMs, i18n.language) })}
                </span>
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                color="danger"
                aria-label={t('site.links.revokeOf', { name: link.name })}
                onClick={() => void revoke(link.id)}
              >
                {t('site.links.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
