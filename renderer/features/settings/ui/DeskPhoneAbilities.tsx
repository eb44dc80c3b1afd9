import { TRAITS, type ActionKind, type DeskPhoneAction, type DeskPhoneModel } from '#shared/domain/desk-phone/models'

import { useTranslation } from '../../../i18n/use-translation'
import { SettingRow } from '../../../ui/Section'
import classes from './SoundSection.module.css'

const KINDS = ['told', 'untold'] as const satisfies readonly ActionKind[]
const ACTIONS = [
  'dial',
  'answer',
  'reject',
  'hangUp',
  'hold',
  'mute',
  'dtmf',
  'transfer',
] as const satisfies readonly DeskPhoneAction[]

/** What the chosen model does, and what it keeps to itself (spec D4). */
export function DeskPhoneAbilities({ model }: { readonly model: DeskPhoneModel }) {
  const { t } = useTranslation('deskPhone')
  const { actions, canBeRead } = TRAITS[model]
  return (
    <>
      {KINDS.map((kind) => (
        <SettingRow key={kind} label={t(`settings.${kind}`)}>
          {ACTIONS.filter((action) => actions[action] === kind)
            .map((action) => t(`settings.action.${action}`))
            .join(', ')}
        </SettingRow>
      ))}
      <p className={classes.hint}>{canBeRead ? t('settings.readable') : t('settings.unreadable')}</p>
    </>
  )
}
