import { NavLink } from '@mantine/core'
import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react'

import { isDeskPart } from '#shared/domain/desk-parts'

import { useTranslation } from '../../../i18n/use-translation'
import { useOffers } from '../../../data/use-offers'
import {
  IconArrowsShuffle,
  IconBell,
  IconBuilding,
  IconClock,
  IconDeviceDesktop,
  IconDeviceLandlinePhone,
  IconDownload,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconLink,
  IconMail,
  IconMicrophone,
  IconPalette,
  IconPhone,
  IconPhoneOutgoing,
  IconPlayerRecord,
  IconPlugConnected,
  IconRobot,
  IconStethoscope,
  IconTag,
  IconUserCheck,
  IconTemplate,
  IconUsers,
  IconWorld,
} from '../../../ui/icons'
import classes from './SettingsPage.module.css'

/** Sections load when they are opened: the desk's first paint needs none of them. */
const SECTIONS = {
  lines: { Icon: IconPhone, Content: lazy(async () => ({ default: (await import('./LinesSection')).LinesSection })) },
  sound: {
    Icon: IconMicrophone,
    Content: lazy(async () => ({ default: (await import('./SoundSection')).SoundSection })),
  },
  deskPhone: {
    Icon: IconDeviceLandlinePhone,
    Content: lazy(async () => ({ default: (await import('./DeskPhoneSection')).DeskPhoneSection })),
  },
  links: {
    Icon: IconLink,
    Content: lazy(async () => ({ default: (await import('./LinksSection')).LinksSection })),
  },
  channels: {
    Icon: IconPlugConnected,
    Content: lazy(async () => ({ default: (await import('../../channels')).ChannelsSection })),
  },
  people: { Icon: IconUsers, Content: lazy(async () => ({ default: (await import('../../admin')).PeopleSection })) },
  hours: { Icon: IconClock, Content: lazy(async () => ({ default: (await import('../../admin')).HoursSection })) },
  distribution: {
    Icon: IconArrowsShuffle,
    Content: lazy(async () => ({ default: (await import('../../admin')).DistributionSection })),
  },
  recording: {
    Icon: IconPlayerRecord,
    Content: lazy(async () => ({ default: (await import('../../admin')).RecordingSection })),
  },
  bots: { Icon: IconRobot, Content: lazy(async () => ({ default: (await import('../../bots')).BotsSection })) },
  statuses: {
    Icon: IconUserCheck,
    Content: lazy(async () => ({ default: (await import('../../admin')).StatusesSection })),
  },
  topics: { Icon: IconTag, Content: lazy(async () => ({ default: (await import('../../admin')).TopicsSection })) },
  templates: {
    Icon: IconTemplate,
    Content: lazy(async () => ({ default: (await import('../../admin')).TemplatesSection })),
  },
  mail: { Icon: IconMail, Content: lazy(async () => ({ default: (await import('../../admin')).MailSection })) },
  telephony: {
    Icon: IconPhoneOutgoing,
    Content: lazy(async () => ({ default: (await import('../../admin')).TelephonySection })),
  },
  duties: {
    Icon: IconHistory,
    Content: lazy(async () => ({ default: (await import('../../duties')).DutiesSection })),
  },
  keys: {
    Icon: IconKeyboard,
    Content: lazy(async () => ({ default: (await import('./keys/KeysSection')).KeysSection })),
  },
  workplace: {
    Icon: IconDeviceDesktop,
    Content: lazy(async () => ({ default: (await import('./WorkplacePage')).WorkplacePage })),
  },
  network: {
    Icon: IconWorld,
    Content: lazy(async () => ({ default: (await import('./NetworkSection')).NetworkSection })),
  },
  look: { Icon: IconPalette, Content: lazy(async () => ({ default: (await import('./LookSection')).LookSection })) },
  notices: {
    Icon: IconBell,
    Content: lazy(async () => ({ default: (await import('./NoticesSection')).NoticesSection })),
  },
  company: {
    Icon: IconBuilding,
    Content: lazy(async () => ({ default: (await import('./CompanySection')).CompanySection })),
  },
  diagnostics: {
    Icon: IconStethoscope,
    Content: lazy(async () => ({ default: (await import('./DiagnosticsSection')).DiagnosticsSection })),
  },
  updates: {
    Icon: IconDownload,
    Content: lazy(async () => ({ default: (await import('./UpdatesSection')).UpdatesSection })),
  },
  about: {
    Icon: IconInfoCircle,
    Content: lazy(async () => ({ default: (await import('./AboutSection')).AboutSection })),
  },
} as const satisfies Record<string, { readonly Icon: typeof IconPhone; readonly Content: ComponentType }>

export type SettingsSection = keyof typeof SECTIONS
const ORDER = Object.keys(SECTIONS) as [SettingsSection, ...SettingsSection[]]

export interface SettingsPageProps {
  readonly section: SettingsSection
  readonly onSection: (section: SettingsSection) => void
}

export function SettingsPage({ section: wished, onSection }: SettingsPageProps) {
  const { t } = useTranslation('settings')
  const offers = useOffers()
  const isHere = (each: SettingsSection) => !isDeskPart(each) || offers(each)
  const section = isHere(wished) ? wished : ORDER[0]
  const { Content } = SECTIONS[section]
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    const list = nav.current
    if (!list) return
    // Told once at the beginning, too; and where the window gets narrow, the list becomes a row to push along.
    const observer = new ResizeObserver(() => {
      list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    observer.observe(list)
    return () => {
      observer.disconnect()
    }
  }, [section])
  return (
    <div className={classes.root} data-forms>
      <nav ref={nav} className={classes.nav} aria-label={t('sections')}>
        <h2>{t('title')}</h2>
        {ORDER.filter(isHere).map((each) => {
          const { Icon } = SECTIONS[each]
          return (
            <NavLink
              key={each}
              component="button"
              type="button"
              active={each === section}
              aria-current={each === section ? 'page' : undefined}
              label={t(`section.${each}`)}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
              className={classes.link ?? ''}
              onClick={() => {
                onSection(each)
              }}
            />
          )
        })}
      </nav>
      <div className={classes.content} role="group" aria-label={t(`section.${section}`)} tabIndex={0}>
        <Suspense fallback={null}>
          <Content />
        </Suspense>
      </div>
    </div>
  )
}
