import { Menu } from '@mantine/core'

import { quietForAnHour, quietUntilTomorrow } from '#shared/domain/quiet'

import { useTranslation } from '../i18n/use-translation'
import { changeSettings, useAppSettings } from '../features/settings/model/app-settings'
import { useClock } from '../ui/clock-context'
import { IconBell, IconBellOff } from '../ui/icons'
import { KeyCap } from '../ui/keys/KeyCap'
import { formatClock } from '../ui/time'
import { useQuietUntil } from './use-quiet-until'

/** «Не беспокоить» by hand: for an hour, until tomorrow, or over at once (spec N7). */
export function QuietItems() {
  const { t, i18n } = useTranslation('shell')
  const clock = useClock()
  const untilMs = useQuietUntil()
  const quiet = useAppSettings()?.quiet
  if (!quiet) return null
  const byHand = quiet.untilMs !== null && quiet.untilMs > clock.now()
  const set = (until: (nowMs: number) => number | null) => () =>
    void changeSettings({ quiet: { ...quiet, untilMs: until(clock.now()) } })
  return (
    <>
      <Menu.Divider />
      <Menu.Label>
        {untilMs === null ? t('quiet.menu') : t('quiet.until', { time: formatClock(untilMs, i18n.language) })}
      </Menu.Label>
      {byHand ? (
        <Menu.Item
          leftSection={<IconBell size={16} aria-hidden />}
          rightSection={<KeyCap action="quiet" />}
          onClick={set(() => null)}
        >
          {t('quiet.end')}
        </Menu.Item>
      ) : (
        <>
          <Menu.Item
            leftSection={<IconBellOff size={16} aria-hidden />}
            rightSection={<KeyCap action="quiet" />}
            onClick={set(quietForAnHour)}
          >
            {t('quiet.hour')}
          </Menu.Item>
          <Menu.Item leftSection={<IconBellOff size={16} aria-hidden />} onClick={set(quietUntilTomorrow)}>
            {t('quiet.tomorrow')}
          </Menu.Item>
        </>
      )}
    </>
  )
}
