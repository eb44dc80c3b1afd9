import { v7 as uuid } from 'uuid'

import type { ChannelGroupId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { NamedRows, type AdministrationState } from '../../admin'
import classes from './Channels.module.css'

/** Adds, renames and removes channel groups. */
export function GroupEditor({ state }: { readonly state: AdministrationState }) {
  const { t } = useTranslation(['channels', 'admin'])
  const { value, failure, act, rest } = state
  if (!value) return null
  return (
    <section aria-label={t('groups.edit')}>
      <h2 className={classes.group}>{t('groups.edit')}</h2>
      {failure && <InlineError>{t(`admin:failure.${failure}`)}</InlineError>}
      <NamedRows
        words={{ add: t('groups.add'), name: t('groups.name'), empty: '', consequence: t('groups.consequence') }}
        rows={value.groups}
        onSave={(id, name) => act(() => rest.saveGroup((id ?? uuid()) as ChannelGroupId, name))}
        onRemove={({ id }) => void act(() => rest.removeGroup(id as ChannelGroupId))}
      />
    </section>
  )
}
