import type { HeadsetInfo } from '#shared/contract/ipc/devices'
import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { plainLabel, type HeadsetStanding } from '../model/headset'
import type { Platform } from '../model/platform'
import classes from './HeadsetState.module.css'

const KEYS = ['hook', 'mute', 'hold', 'reject'] as const
const LIGHTS = ['ring', 'offHook', 'mute', 'hold'] as const

export interface HeadsetStateProps {
  readonly standing: HeadsetStanding
  readonly microphone: string | null
  readonly platform: Platform
}

/** What can be done with the headset, and what is missing, in words. */
export function HeadsetState({ standing, microphone, platform }: HeadsetStateProps) {
  const { t } = useTranslation('settings')
  if (standing.kind === 'used') {
    const { headset } = standing
    if (headset.state !== 'refused') return <Abilities headset={headset} />
    return (
      <InlineError tone="warn">
        {t('headset.refused', { name: headset.name })} {platform === 'linux' && t('headset.refusedLinux')}
      </InlineError>
    )
  }
  const { kind } = standing
  return (
    <p className={classes.words} role="status">
      {kind === 'soundOnly' && microphone !== null && <b>{plainLabel(microphone)}. </b>}
      {t(`headset.standing.${kind}`)}
    </p>
  )
}

function Abilities({ headset: { name, keys, lights } }: { readonly headset: HeadsetInfo }) {
  const { t, i18n } = useTranslation('settings')
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' })
  const can = KEYS.filter((key) => keys.includes(key)).map((key) => t(`headset.key.${key}`))
  const lacks = KEYS.filter((key) => !keys.includes(key)).map((key) => t(`headset.key.${key}`))
  const shows = LIGHTS.filter((light) => lights.includes(light)).map((light) => t(`headset.light.${light}`))
  return (
    <div className={classes.words} role="status">
      <b>{name}</b>
      <dl className={classes.abilities}>
        {can.length > 0 && <Line name={t('headset.can')} words={list.format(can)} />}
        {lacks.length > 0 && <Line name={t('headset.lacks')} words={list.format(lacks)} />}
        <Line name={t('headset.shows')} words={shows.length > 0 ? list.format(shows) : t('headset.showsNothing')} />
      </dl>
    </div>
  )
}

function Line({ name, words }: { readonly name: string; readonly words: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{words}</dd>
    </div>
  )
}
