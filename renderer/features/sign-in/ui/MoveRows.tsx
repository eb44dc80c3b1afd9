import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { hubConnection } from '../../../ipc/hub-connection'
import { SettingRow } from '../../../ui/Section'
import { CallBackDialog } from './CallBackDialog'
import { MoveDialog } from './MoveDialog'

/** The way of everything that this computer's hub has to a team's hub, and back. */
export function MoveRows() {
  const { t } = useTranslation('signIn')
  const isMoved = useStore(hubConnection(), ({ value }) => value?.kind === 'failed' && value.reason === 'moved')
  const [open, setOpen] = useState<'move' | 'callBack' | null>(null)
  const close = () => {
    setOpen(null)
  }
  return (
    <>
      <SettingRow label={t('move.label')} hint={t(isMoved ? 'move.movedHint' : 'move.hint')}>
        <Button
          variant="light"
          onClick={() => {
            setOpen('move')
          }}
        >
          {t(isMoved ? 'move.openAgain' : 'move.open')}
        </Button>
      </SettingRow>
      {isMoved && (
        <SettingRow label={t('callBack.label')} hint={t('callBack.hint')}>
          <Button
            variant="light"
            onClick={() => {
              setOpen('callBack')
            }}
          >
            {t('callBack.open')}
          </Button>
        </SettingRow>
      )}
      {open === 'move' && <MoveDialog onClose={close} />}
      {open === 'callBack' && <CallBackDialog onClose={close} />}
    </>
  )
}
