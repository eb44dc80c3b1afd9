import type { TFunction } from 'i18next'

import { isDeskPart } from '#shared/domain/desk-parts'
import type { ActionId } from '#shared/domain/keys/actions'
import type { Clock } from '#shared/lib/clock'

import type { Me } from '../data/desk-data'
import { offersTo } from '../data/use-offers'
import { openGuide } from '../features/guide'
import type { PaletteCommand } from '../features/palette'
import { changeSettings } from '../features/settings/model/app-settings'
import type { SettingsSection } from '../features/settings/ui/SettingsPage'
import type { KeyWords } from '../ui/keys/use-key-words'
import type { DeskPage } from './desk.store'
import { toggleQuiet } from './toggle-quiet'
import { toggleSounds } from './toggle-sounds'
import type { Places } from './use-places'

const PAGES = {
  chats: 'goToChats',
  cases: 'goToCases',
  calls: 'goToCalls',
  supervisor: 'goToSupervisor',
  settings: 'goToSettings',
} as const satisfies Readonly<Record<DeskPage, ActionId>>

/** All sections, in the order in which they stand there. */
const SECTIONS = {
  lines: true,
  sound: true,
  deskPhone: true,
  links: true,
  keys: true,
  channels: true,
  telephony: true,
  hours: true,
  distribution: true,
  recording: true,
  bots: true,
  people: true,
  statuses: true,
  topics: true,
  templates: true,
  mail: true,
  duties: true,
  workplace: true,
  network: true,
  look: true,
  notices: true,
  company: true,
  diagnostics: true,
  updates: true,
  about: true,
} as const satisfies Readonly<Record<SettingsSection, true>>

const THEMES = ['light', 'dark', 'system'] as const
const LANGUAGES = ['ru', 'en'] as const

export interface CommandNeeds {
  readonly t: TFunction<['palette', 'shell', 'settings', 'keys']>
  readonly me: Me | null
  readonly places: Places
  readonly clock: Clock
  readonly keyWords: KeyWords
  readonly openCheatSheet: () => void
}

/** What the desk does by a word, as far as the person here may. */
export function paletteCommands(needs: CommandNeeds): readonly PaletteCommand[] {
  const { t, me, places, keyWords } = needs
  const offers = offersTo(me)
  const offered = (Object.keys(PAGES) as DeskPage[]).filter((page) => page !== 'supervisor' || offers('supervision'))
  const pages = offered.map((page): PaletteCommand => ({
    id: `page-${page}`,
    label: t(`shell:${page}`),
    place: null,
    keys: keyWords.label(PAGES[page]),
    run: () => {
      places.goTo(page)
    },
  }))
  // An object’s own keys are these.
  const sections = (Object.keys(SECTIONS) as SettingsSection[])
    .filter((section) => !isDeskPart(section) || offers(section))
    .map((section): PaletteCommand => ({
      id: `settings-${section}`,
      label: t(`settings:section.${section}`),
      place: t('settings:title'),
      keys: null,
      run: () => {
        places.openSettings(section)
      },
    }))
  return [...pages, ...own(needs), ...sections]
}

function own({ t, places, clock, keyWords, openCheatSheet }: CommandNeeds): readonly PaletteCommand[] {
  return [
    {
      id: 'find',
      label: t('palette:command.find'),
      place: null,
      keys: keyWords.label('search'),
      run: () => {
        places.goTo('chats')
        // The list is there in the next frame.
        requestAnimationFrame(() => {
          document.querySelector<HTMLInputElement>('[role=searchbox]')?.focus()
        })
      },
    },
    {
      id: 'guide',
      label: t('shell:guide.title'),
      place: null,
      keys: keyWords.label('guide'),
      // The palette closes first: a dialog over a dialog would take its focus back.
      run: () => {
        requestAnimationFrame(() => {
          openGuide()
        })
      },
    },
    {
      id: 'quiet',
      label: t('palette:command.quiet'),
      place: null,
      keys: keyWords.label('quiet'),
      run: () => {
        toggleQuiet(clock.now())
      },
    },
    {
      id: 'sounds',
      label: t('palette:command.sounds'),
      place: null,
      keys: null,
      run: toggleSounds,
    },
    {
      id: 'cheat-sheet',
      label: t('keys:sheet.title'),
      place: null,
      keys: keyWords.label('cheatSheet'),
      run: () => {
        // Once the palette has given the focus back.
        requestAnimationFrame(openCheatSheet)
      },
    },
    ...THEMES.map((theme): PaletteCommand => ({
      id: `theme-${theme}`,
      label: t('palette:command.theme', { name: t(`settings:look.themes.${theme}`) }),
      place: t('settings:section.look'),
      keys: null,
      run: () => void changeSettings({ theme }),
    })),
    ...LANGUAGES.map((language): PaletteCommand => ({
      id: `language-${language}`,
      label: t('palette:command.language', { name: t(`settings:look.languages.${language}`) }),
      place: t('settings:section.look'),
      keys: null,
      run: () => void changeSettings({ language }),
    })),
  ]
}
