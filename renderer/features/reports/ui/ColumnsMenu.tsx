import { Button, Checkbox, Popover } from '@mantine/core'

import { CASE_COLUMNS, type CaseColumn } from '#shared/contract/reports'

import { useTranslation } from '../../../i18n/use-translation'
import classes from './CasesTable.module.css'

export interface ColumnsMenuProps {
  readonly columns: readonly CaseColumn[]
  readonly onChange: (columns: readonly CaseColumn[]) => void
}

/** Which columns the table shows and a file holds. The number stays: by it a case is opened. */
export function ColumnsMenu({ columns, onChange }: ColumnsMenuProps) {
  const { t } = useTranslation('reports')
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default">
          {t('cases.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.columns} aria-label={t('cases.columns')}>
        {CASE_COLUMNS.map((id) => (
          <Checkbox
            key={id}
            size="xs"
            label={t(`column.${id}`)}
            checked={columns.includes(id)}
            disabled={id === 'number'}
            title={id === 'number' ? t('cases.numberStays') : undefined}
            onChange={(event) => {
              const isOn = event.currentTarget.checked
              onChange(CASE_COLUMNS.filter((each) => (each === id ? isOn : columns.includes(each))))
            }}
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
