import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { v7 as newId } from 'uuid'

import { useTranslation } from '../../../../i18n/use-translation'
import { useDeskData } from '../../../../data/desk-data-context'
import type { SavedView } from '../../../../data/saved-view'
import type { ChatsStore } from '../../model/chats.store'
import { MAX_VIEW_NAME, viewNameProblem } from '../../model/view-name'
import { useChips } from './use-chip-words'

export interface SaveViewDialogProps {
  readonly chats: ChatsStore
  /** Those of this place. */
  readonly views: readonly SavedView[]
  readonly onClose: () => void
}

export function SaveViewDialog({ chats, views, onClose }: SaveViewDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const [{ place, filter, search, filters }] = useState(() => chats.store.getState())
  const proposed = [search.trim(), ...useChips(filters).map(({ words }) => words)].filter((part) => part !== '')
  const [name, setName] = useState(proposed.join(', ').slice(0, MAX_VIEW_NAME))
  const [isTold, setIsTold] = useState(false)
  const problem = viewNameProblem(name, views)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('filters.view.title')}
      size={420}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setIsTold(true)
          if (problem !== null) return
          const view = { id: newId(), name: name.trim(), place, filter, search, filters, savedAtMs: Date.now() }
          void data.saveView(view).then(onClose)
        }}
      >
        <TextInput
          data-autofocus
          label={t('filters.view.name')}
          placeholder={t('filters.view.namePlaceholder')}
          maxLength={MAX_VIEW_NAME}
          value={name}
          error={isTold && problem !== null ? t(`filters.view.${problem}`) : null}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <Group justify="flex-end" gap={8} mt={20}>
          <Button variant="subtle" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit">{t('common:save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
