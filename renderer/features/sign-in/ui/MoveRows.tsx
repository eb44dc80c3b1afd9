import { Button } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { SettingRow } from '../../../ui/Section'
import { useIsMoved } from '../model/use-is-moved'
import { CallBackDialog } from './CallBackDialog'
import { MoveDialog } from './MoveDialog'

/** The way of everything that this computer's hub has to a team's hub, and back. */
export function MoveRows() {
  const { t } = useTranslation('signIn')
  const isMoved = useIsMoved()
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
