import { Button } from '@mantine/core'

import type { HubConnection } from '#shared/contract/ipc/hub'

import { useTranslation } from '../i18n/use-translation'
import type { SyncStatus } from '../data/desk-data'
// Not by its index: that would bring the pages of signing in along with the first frame.
import { signInRequests } from '../features/sign-in/model/use-sign-in-state'
import { useHasCome } from '../ui/clock-context'
import { IconAlertTriangle, IconCloudOff } from '../ui/icons'
import { formatTimeLeft } from '../ui/time'
import { isOver } from '../data/cache-health'
import { bannerOf, OFFLINE_GRACE_MS, type BannerKind } from './banner-kind'
import classes from './Banner.module.css'
import { LostWords } from './LostWords'
import { useCacheTrouble } from './use-cache-trouble'
import { useClockOff } from './use-clock-off'
import { useKept } from './use-kept'

export interface BannerProps {
  readonly sync: SyncStatus
  readonly hub: HubConnection | null
  readonly onRestartHub: () => void
}

/** One quiet line above everything: the worst thing that a person should know, and what to do about it. */
export function Banner({ sync, hub, onRestartHub }: BannerProps) {
  const { t, i18n } = useTranslation('shell')
  const kept = useKept(hub?.kind === 'ready')
  const cache = useCacheTrouble()
  const wrong = useClockOff()
  const isOfflineForLong = useHasCome(sync.kind === 'offline' ? sync.sinceMs + OFFLINE_GRACE_MS : null)
  const banner = bannerOf({ cache: cache.trouble, sync, hub, kept: kept.file, clock: wrong.off, isOfflineForLong })
  if (!banner) return null
  return (
    <div className={classes.root} role="status" data-part="banner" data-tone={tones[banner.kind]}>
      {'pending' in banner ? <IconCloudOff size={17} aria-hidden /> : <IconAlertTriangle size={17} aria-hidden />}
      <span>
        {banner.kind === 'failed'
          ? t(`banner.failed.${banner.reason}`)
          : banner.kind === 'barred'
            ? t(`banner.barred.${banner.reason}`)
            : banner.kind === 'cache'
              ? t(`banner.cache.${cache.isStuck ? 'stuck' : banner.trouble}`)
              : banner.kind === 'kept'
                ? t(`banner.kept.${banner.file.what}`, { path: banner.file.path })
                : banner.kind === 'clock'
                  ? t(`banner.clock.${banner.off.kind}`, { by: formatTimeLeft(banner.off.byMs, i18n.language) })
                  : t(`banner.${banner.kind}`)}{' '}
        {banner.kind === 'cache' && banner.trouble === 'keyLost' && <LostWords />}
        {'pending' in banner && banner.pending > 0 && (
          // One's own words, one by one: seen, not spoken.
          <span aria-live="off">{t('banner.waiting', { count: banner.pending })}</span>
        )}
      </span>
      {banner.kind === 'failed' && banner.reason === 'moved' && (
        <Button size="compact-xs" variant="filled" onClick={() => void signInRequests().openChoice()}>
          {t('banner.joinTeam')}
        </Button>
      )}
      {banner.kind === 'failed' && banner.reason !== 'moved' && (
        <Button size="compact-xs" variant="filled" onClick={onRestartHub}>
          {t('banner.tryAgain')}
        </Button>
      )}
      {banner.kind === 'barred' && (
        <Button size="compact-xs" variant="filled" onClick={onRestartHub}>
          {t('banner.lookAgain')}
        </Button>
      )}
      {banner.kind === 'cache' && (banner.trouble === 'unreadable' || banner.trouble === 'newer') && !cache.isStuck && (
        <Button size="compact-xs" variant="filled" onClick={cache.restart}>
          {t('banner.beginAnew')}
        </Button>
      )}
      {banner.kind === 'cache' && banner.trouble === 'keyAway' && (
        <Button size="compact-xs" variant="filled" onClick={cache.giveKeyUp}>
          {t('banner.beginAnew')}
        </Button>
      )}
      {banner.kind === 'cache' && isOver(banner.trouble) && (
        <Button size="compact-xs" variant="filled" onClick={cache.understand}>
          {t('banner.understood')}
        </Button>
      )}
      {banner.kind === 'clock' && (
        <Button size="compact-xs" variant="filled" onClick={wrong.understand}>
          {t('banner.understood')}
        </Button>
      )}
      {banner.kind === 'kept' && (
        <Button
          size="compact-xs"
          variant="filled"
          onClick={() => {
            kept.understand(banner.file)
          }}
        >
          {t('banner.understood')}
        </Button>
      )}
    </div>
  )
}

const tones: Readonly<Record<BannerKind['kind'], 'warn' | 'danger' | 'plain'>> = {
  cache: 'danger',
  failed: 'danger',
  barred: 'warn',
  outdated: 'warn',
  kept: 'warn',
  clock: 'warn',
  restarting: 'plain',
  offline: 'plain',
  databaseAway: 'plain',
}
