import { Button, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useEffect, useId, useState } from 'react'

import type { Settings } from '#shared/contract/ipc/app'

import { useTranslation } from '../../../i18n/use-translation'
import { useLocks } from '../../../data/policy'
import { Section, SettingRow } from '../../../ui/Section'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { changeSettings, useAppSettings } from '../model/app-settings'
import {
  networkRequests,
  parseProxyForm,
  PROXY_WAYS,
  proxyFormOf,
  type ProxyForm,
  type ProxyFormProblem,
} from '../model/network'

/** How the network is reached, and at which proxies this computer knows who one is (spec I4). */
export function NetworkSection() {
  const settings = useAppSettings()
  return settings && <ProxyEditor key={JSON.stringify(settings.proxy)} proxy={settings.proxy} />
}

function ProxyEditor({ proxy }: { readonly proxy: Settings['proxy'] }) {
  const { t } = useTranslation('settings')
  const isLocked = useLocks()
  const [form, setForm] = useState(() => proxyFormOf(proxy))
  const [problem, setProblem] = useState<ProxyFormProblem | null>(null)
  const ids = { address: useId(), bypass: useId() }
  const isChanged = JSON.stringify(form) !== JSON.stringify(proxyFormOf(proxy))
  const reset = (): void => {
    setForm(proxyFormOf(proxy))
    setProblem(null)
  }
  const save = async (given: ProxyForm = form): Promise<boolean> => {
    const parsed = parseProxyForm(given)
    setProblem(typeof parsed === 'string' ? parsed : null)
    if (typeof parsed === 'string') return false
    await changeSettings({ proxy: parsed })
    return true
  }
  useUnsaved({ isChanged, save: () => save(), discard: reset })
  const change = (next: ProxyForm): void => {
    setForm(next)
    setProblem(null)
    // A choice holds at once; an address when it is whole.
    if (next.way !== 'own' && next.way !== form.way) void save(next)
  }
  return (
    <Section title={t('network.title')} intro={t('network.intro')}>
      <SettingRow label={t('network.proxy')} isLocked={isLocked('network.proxy')} hint={t('network.proxyHint')}>
        <SegmentedControl
          disabled={isLocked('network.proxy')}
          aria-label={t('network.proxy')}
          value={form.way}
          data={PROXY_WAYS.map((value) => ({ value, label: t(`network.ways.${value}`) }))}
          onChange={(way) => {
            change({ ...form, way })
          }}
        />
      </SettingRow>
      {form.way === 'own' && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <SettingRow label={t('network.address')} hint={t('network.addressHint')} htmlFor={ids.address}>
            <TextInput
              id={ids.address}
              disabled={isLocked('network.proxy')}
              value={form.address}
              placeholder="proxy.company.ru:3128"
              maxLength={500}
              spellCheck={false}
              autoComplete="off"
              error={problem === 'address' ? t('network.badAddress') : null}
              onChange={(event) => {
                change({ ...form, address: event.currentTarget.value })
              }}
            />
          </SettingRow>
          <SettingRow
            label={t('network.bypass')}
            isLocked={isLocked('network.proxyBypass')}
            hint={t('network.bypassHint')}
            htmlFor={ids.bypass}
          >
            <TextInput
              id={ids.bypass}
              disabled={isLocked('network.proxyBypass')}
              value={form.bypass}
              placeholder="*.company.ru;10.0.0.0/8"
              maxLength={1000}
              spellCheck={false}
              autoComplete="off"
              error={problem === 'bypass' ? t('network.badBypass') : null}
              onChange={(event) => {
                change({ ...form, bypass: event.currentTarget.value })
              }}
            />
            {isChanged && (
              <Button type="submit" mt={8}>
                {t('network.save')}
              </Button>
            )}
          </SettingRow>
        </form>
      )}
      <KeptLogins />
    </Section>
  )
}

function KeptLogins() {
  const { t } = useTranslation('settings')
  const [kept, setKept] = useState<readonly { readonly proxy: string; readonly user: string }[]>([])
  useEffect(() => {
    void networkRequests().getKeptLogins().then(setKept)
  }, [])
  const forget = async (): Promise<void> => {
    await networkRequests().forgetLogins()
    setKept(await networkRequests().getKeptLogins())
  }
  return (
    <SettingRow label={t('network.logins')} hint={t('network.loginsHint')}>
      <Stack gap={8} align="flex-start">
        {kept.length === 0 && <span>{t('network.noLogins')}</span>}
        {kept.map(({ proxy, user }) => (
          <span key={`${proxy} ${user}`}>{t('network.login', { proxy, user })}</span>
        ))}
        <Button variant="light" onClick={() => void forget()}>
          {t('network.forget')}
        </Button>
      </Stack>
    </SettingRow>
  )
}
