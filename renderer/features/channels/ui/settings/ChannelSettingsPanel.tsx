import { Button, Tabs } from '@mantine/core'
import { useState, type ReactNode } from 'react'

import type { Administration } from '#shared/contract/administration'
import type { Channel } from '#shared/domain/channel'
import type { ChannelSettings } from '#shared/domain/channel-settings'
import { checkChannelSettings } from '#shared/domain/settings-check'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import { SaveBar, type AdministrationRest } from '../../../admin'
import { CallsTab } from './CallsTab'
import classes from './ChannelSettings.module.css'
import { GeneralTab } from './GeneralTab'
import { HoursRow, type HoursRowProps } from './HoursRow'
import { OffHoursTab } from './OffHoursTab'
import { ProblemList } from './ProblemList'
import { RehearsalDialog, type RehearsalOutcome } from './RehearsalDialog'
import { WorkingTab } from './WorkingTab'

export interface ChannelSettingsPanelProps {
  readonly channel: Channel
  readonly saved: ChannelSettings
  readonly administration: Administration
  readonly isBusy: boolean
  readonly onSave: (settings: ChannelSettings) => Promise<boolean>
  /** The schedule is one for all channels and is saved apart. */
  readonly onSaveHours: HoursRowProps['onSave']
  readonly onRehearse: (settings: ChannelSettings) => ReturnType<AdministrationRest['rehearse']>
  /** «Авторизация»: the account and the connection itself. */
  readonly children: ReactNode
}

/** Works at once by its own buttons: nothing of it waits to be saved. */
const ACCOUNT = 'account'

/** The tabs of a channel (sources/003). Mistakes are named while they are made, by the very rules of the hub. */
export function ChannelSettingsPanel(props: ChannelSettingsPanelProps) {
  const { channel, saved, administration, isBusy, onSave, onSaveHours, onRehearse, children } = props
  const { t } = useTranslation('channels')
  const [settings, setSettings] = useState(saved)
  const [tabShown, setTabShown] = useState<string | null>(ACCOUNT)
  const [isSaved, setSaved] = useState(false)
  const [rehearsal, setRehearsal] = useState<RehearsalOutcome | null>(null)
  const isChanged = JSON.stringify(settings) !== JSON.stringify(saved)
  const { maxTextLength } = channel.capabilities
  const problemsOf = (wished: ChannelSettings) => checkChannelSettings(wished, { ...administration, maxTextLength })
  const problems = problemsOf(settings)
  const isWrong = problems.some(isError)
  const saveWith = async (patch: Partial<ChannelSettings>): Promise<boolean> => {
    const wished = { ...settings, ...patch }
    // What is wrong is named above the button already.
    if (problemsOf(wished).some(isError)) return false
    const isDone = await onSave(wished)
    setSaved(isDone)
    return isDone
  }
  const save = (): Promise<boolean> => saveWith({})
  const reset = (): void => {
    setSettings(saved)
  }
  useUnsaved({ isChanged, save, discard: reset })
  const tab = {
    channel,
    settings,
    administration,
    onChange: (patch: Partial<ChannelSettings>) => {
      setSettings({ ...settings, ...patch })
      setSaved(false)
    },
    onSave: saveWith,
    problem: (...codes: readonly string[]) => {
      const found = problems.find(({ code }) => codes.includes(code))
      return found ? t(`settings.problem.${found.code}`, { ...found }) : null
    },
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Tabs value={tabShown} onChange={setTabShown} keepMounted={false}>
        <Tabs.List mb={12}>
          <Tabs.Tab value={ACCOUNT}>
            {t(channel.kind === 'site' ? 'settings.tab.site' : 'settings.tab.account')}
          </Tabs.Tab>
          <Tabs.Tab value="working">{t('settings.tab.working')}</Tabs.Tab>
          <Tabs.Tab value="offHours">{t('settings.tab.offHours')}</Tabs.Tab>
          <Tabs.Tab value="calls">{t('settings.tab.calls')}</Tabs.Tab>
          <Tabs.Tab value="general">{t('settings.tab.general')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={ACCOUNT} className={classes.firstRow ?? ''}>
          {children}
        </Tabs.Panel>
        <Tabs.Panel value="working" className={classes.firstRow ?? ''}>
          <HoursRow hours={administration.hours} isBusy={isBusy} onSave={onSaveHours} />
          <WorkingTab {...tab} />
        </Tabs.Panel>
        <Tabs.Panel value="offHours">
          <OffHoursTab {...tab} />
        </Tabs.Panel>
        <Tabs.Panel value="calls">
          <CallsTab {...tab} />
        </Tabs.Panel>
        <Tabs.Panel value="general" className={classes.firstRow ?? ''}>
          <GeneralTab {...tab} />
        </Tabs.Panel>
      </Tabs>
      {problems.length > 0 && (
        <InlineError tone={isWrong ? 'danger' : 'warn'}>
          <ProblemList problems={problems} />
        </InlineError>
      )}
      {(tabShown !== ACCOUNT || isChanged) && (
        <SaveBar
          isChanged={isChanged}
          isBusy={isBusy}
          isSaved={isSaved}
          blockedBy={isWrong ? t('settings.fixFirst') : null}
          onReset={reset}
        >
          <Button
            variant="light"
            disabled={isWrong}
            title={t(isWrong ? 'settings.fixFirst' : 'settings.rehearsal.hint')}
            onClick={() => {
              setRehearsal('busy')
              void onRehearse(settings).then(setRehearsal)
            }}
          >
            {t('settings.rehearsal.action')}
          </Button>
        </SaveBar>
      )}
      {rehearsal && (
        <RehearsalDialog
          outcome={rehearsal}
          settings={settings}
          administration={administration}
          onClose={() => {
            setRehearsal(null)
          }}
        />
      )}
      {isSaved && !isChanged && channel.health.kind === 'receiving' && <p role="status">{t('settings.receivesNow')}</p>}
    </form>
  )
}

function isError({ severity }: { readonly severity: 'error' | 'warning' }): boolean {
  return severity === 'error'
}
