import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../../i18n/use-translation'
import { useDeskData } from '../../../../data/desk-data-context'
import type { SavedView } from '../../../../data/saved-view'
import { IconButton } from '../../../../ui/IconButton'
import { IconTrash } from '../../../../ui/icons'
import { MAX_VIEW_NAME, viewNameProblem } from '../../model/view-name'
import classes from './Filters.module.css'

export interface ManageViewsDialogProps {
  readonly views: readonly SavedView[]
  readonly onClose: () => void
}

export function ManageViewsDialog({ views, onClose }: ManageViewsDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('filters.view.manageTitle')}
      size={440}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {views.length === 0 && <div className={classes.none}>{t('filters.view.none')}</div>}
      {views.map((view) => (
        <ViewRow key={view.id} view={view} views={views} />
      ))}
      <Group justify="flex-end" mt={12}>
        <Button onClick={onClose}>{t('filters.view.done')}</Button>
      </Group>
    </Modal>
  )
}

/** A name is kept when the field is left or Enter is pressed. */
function ViewRow({ view, views }: { readonly view: SavedView; readonly views: readonly SavedView[] }) {
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const [name, setName] = useState(view.name)
  const problem = viewNameProblem(name, views, view.id)
  const keep = () => {
    if (problem === null && name.trim() !== view.name) void data.saveView({ ...view, name: name.trim() })
  }
  return (
    <form
      className={classes.view}
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <TextInput
        flex={1}
        aria-label={t('filters.view.rename', { name: view.name })}
        maxLength={MAX_VIEW_NAME}
        value={name}
        error={problem === null ? null : t(`filters.view.${problem}`)}
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
        onBlur={keep}
      />
      <IconButton
        label={t('filters.view.remove', { name: view.name })}
        tone="danger"
        onClick={() => void data.removeView(view.id)}
      >
        <IconTrash size={16} />
      </IconButton>
    </form>
  )
}
