import { v7 as uuid } from 'uuid'

import type { TopicId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { AdminSection } from './AdminSection'
import { NamedRows } from './NamedRows'

/** Темы обращений (spec Q11). */
export function TopicsSection() {
  const { t } = useTranslation('admin')
  return (
    <AdminSection title={t('topics.title')} intro={t('topics.intro')}>
      {({ topics }, { act, rest }) => (
        <NamedRows
          words={{
            add: t('topics.add'),
            name: t('topics.name'),
            empty: t('topics.empty'),
            consequence: t('topics.consequence'),
          }}
          rows={topics.filter(({ isRemoved }) => !isRemoved)}
          onSave={(id, name) => act(() => rest.saveTopic((id ?? uuid()) as TopicId, name))}
          onRemove={({ id }) => void act(() => rest.removeTopic(id as TopicId))}
        />
      )}
    </AdminSection>
  )
}
