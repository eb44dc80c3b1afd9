import { Button } from '@mantine/core'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'

import type { OwnStatusId } from '#shared/domain/ids'
import { ownStatusName, type OwnStatus } from '#shared/domain/own-status'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPencil, IconPlus, IconTrash } from '../../../ui/icons'
import { STATUS_LOOK } from '../../../ui/status-look'
import classes from './Admin.module.css'
import { AdminSection } from './AdminSection'
import { RemoveDialog } from './RemoveDialog'
import { StatusDialog } from './StatusDialog'

/** The company's own statuses of agents (spec N8). */
export function StatusesSection() {
  const { t, i18n } = useTranslation(['admin', 'cases'])
  const [editing, setEditing] = useState<OwnStatus | 'new' | null>(null)
  const [removing, setRemoving] = useState<OwnStatus | null>(null)
  const nameOf = (status: OwnStatus) => ownStatusName(status, i18n.language)
  const aboutOf = ({ takesCases, takesCalls, isBreak }: OwnStatus) => {
    const takes = t(`cases:status.takes.${takesCases ? 'cases' : 'noCases'}${takesCalls ? 'Calls' : 'NoCalls'}`)
    return isBreak ? `${takes}, ${t('statuses.breakWord')}` : takes
  }
  return (
    <AdminSection title={t('statuses.title')} intro={t('statuses.intro')}>
      {({ statuses }, { act, rest, isBusy }) => {
        const rows = (statuses ?? []).filter(({ isRemoved }) => !isRemoved)
        return (
          <>
            {rows.length === 0 && <p className={classes.notice}>{t('statuses.empty')}</p>}
            <ul className={classes.rows}>
              {rows.map((status) => (
                <li key={status.id} className={classes.row}>
                  <span>
                    <b>
                      <i className={classes.statusDot} style={{ background: STATUS_LOOK[status.colour] }} aria-hidden />
                      {nameOf(status)}
                    </b>
                    <small>{aboutOf(status)}</small>
                  </span>
                  <IconButton
                    label={t('statuses.change', { name: nameOf(status) })}
                    onClick={() => {
                      setEditing(status)
                    }}
                  >
                    <IconPencil size={18} stroke={1.7} aria-hidden />
                  </IconButton>
                  <IconButton
                    label={t('remove', { name: nameOf(status) })}
                    onClick={() => {
                      setRemoving(status)
                    }}
                  >
                    <IconTrash size={18} stroke={1.7} aria-hidden />
                  </IconButton>
                </li>
              ))}
            </ul>
            <Button
              mt={8}
              variant="subtle"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => {
                setEditing('new')
              }}
            >
              {t('statuses.add')}
            </Button>
            {editing && (
              <StatusDialog
                status={editing === 'new' ? null : editing}
                isBusy={isBusy}
                onSave={async (draft) => {
                  const id = editing === 'new' ? (uuid() as OwnStatusId) : editing.id
                  const isSaved = await act(() => rest.saveStatus(id, draft))
                  if (isSaved) setEditing(null)
                  return isSaved
                }}
                onClose={() => {
                  setEditing(null)
                }}
              />
            )}
            {removing && (
              <RemoveDialog
                title={t('removeTitle', { name: nameOf(removing) })}
                consequence={t('statuses.consequence')}
                onClose={() => {
                  setRemoving(null)
                }}
                onConfirm={() => {
                  void act(() => rest.removeStatus(removing.id))
                  setRemoving(null)
                }}
              />
            )}
          </>
        )
      }}
    </AdminSection>
  )
}
