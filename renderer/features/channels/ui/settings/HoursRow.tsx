import { Button, Modal } from '@mantine/core'
import { useRef, useState } from 'react'

import type { WorkingHours } from '#shared/domain/working-hours'

import { useTranslation } from '../../../../i18n/use-translation'
import { SettingRow } from '../../../../ui/Section'
import { HoursEditor, type HoursEditorProps } from '../../../admin'

export interface HoursRowProps {
  readonly hours: WorkingHours
  readonly isBusy: boolean
  readonly onSave: HoursEditorProps['onSave']
}

/** «Расписание работы» from the channel's own page (spec A8): the one of all channels, and it says so (A9). */
export function HoursRow({ hours, isBusy, onSave }: HoursRowProps) {
  const { t } = useTranslation(['channels', 'admin'])
  const [isOpen, setOpen] = useState(false)
  const leave = useRef<(go: () => void) => void>(null)
  const title = t('admin:hours.title')
  return (
    <SettingRow label={title} hint={t('admin:hours.forAll')}>
      <Button
        variant="light"
        aria-label={`${t('settings.answers.configure')}: ${title}`}
        onClick={() => {
          setOpen(true)
        }}
      >
        {t('settings.answers.configure')}
      </Button>
      {isOpen && (
        <Modal
          opened
          size="xl"
          title={title}
          closeButtonProps={{ 'aria-label': t('settings.close') }}
          onClose={() => {
            leave.current?.(() => {
              setOpen(false)
            })
          }}
        >
          {/* The window stands within the form of the page in React's tree: that one is not to be saved by this. */}
          <div
            onSubmit={(event) => {
              event.stopPropagation()
            }}
          >
            <HoursEditor ref={leave} hours={hours} isBusy={isBusy} onSave={onSave} />
          </div>
        </Modal>
      )}
    </SettingRow>
  )
}
