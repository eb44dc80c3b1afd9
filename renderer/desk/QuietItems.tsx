import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { quietForAnHour, quietUntilMs, quietUntilTomorrow } from '#shared/domain/quiet'

import { changeSettings, useAppSettings } from '../features/settings/model/app-settings'
import { useNow } from '../ui/clock-context'
import { IconBellOff, IconCheck } from '../ui/icons'
import { shortcutLabel } from '../ui/shortcut'
import { formatClock } from '../ui/time'
import { DESK_KEYS } from './desk-keys'

const LOOK_MS = 15_000

/** «Не беспокоить» by hand: for an hour, until tomorrow, or over at once (spec N7). */
export function QuietItems() {
  const { t, i18n } = useTranslation('shell')
  const nowMs = useNow(LOOK_MS)
  const quiet = useAppSettings()?.quiet
  if (!quiet) return null
  const untilMs = quietUntilMs(quiet, nowMs)
  const byHand = quiet.untilMs !== null && quiet.untilMs > nowMs
  const set = (until: number | null) => () => void changeSettings({ quiet: { ...quiet, untilMs: until } })
  return (
    <>
      <Menu.Divider />
      <Menu.Label>
        {untilMs === null ? t('quiet.menu') : t('quiet.until', { time: formatClock(untilMs, i18n.language) })}
      </Menu.Label>
      {byHand ? (
        <Menu.Item
          leftSection={<IconCheck size={16} aria-hidden />}
          rightSection={<kbd className="key">{shortcutLabel(DESK_KEYS.quiet)}</kbd>}
          onClick={set(null)}
        >
          {t('quiet.end')}
        </Menu.Item>
      ) : (
        <>
          <Menu.Item
            leftSection={<IconBellOff size={16} aria-hidden />}
            rightSection={<kbd className="key">{shortcutLabel(DESK_KEYS.quiet)}</kbd>}
            onClick={set(quietForAnHour(nowMs))}
          >
            {t('quiet.hour')}
          </Menu.Item>
          <Menu.Item leftSection={<IconBellOff size={16} aria-hidden />} onClick={set(quietUntilTomorrow(nowMs))}>
            {t('quiet.tomorrow')}
          </Menu.Item>
        </>
      )}
    </>
  )
}
