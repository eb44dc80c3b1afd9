import { ActionIcon, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { TableVirtuoso } from 'react-virtuoso'

import { CASE_COLUMNS, CASE_SORTS, type CaseColumn, type CaseRow, type CaseSort } from '#shared/contract/reports'
import type { ChatId } from '#shared/domain/ids'
import type { PeriodSpan } from '#shared/domain/report/period'

import { useTranslation } from '../../../i18n/use-translation'
import { EmptyState } from '../../../ui/EmptyState'
import { IconX } from '../../../ui/icons'
import { NoReports } from '../../../ui/illustrations/NoReports'
import { CASE_STATE_FILTERS, type CaseFilter } from '../model/case-filter'
import { caseCell } from '../model/case-cell'
import type { CaseOrder, ReportsRest } from '../model/reports-rest'
import { useCaseRows } from '../model/use-case-rows'
import { AskFailure } from './AskFailure'
import classes from './CasesTable.module.css'
import { ColumnsMenu } from './ColumnsMenu'
import { ExportButtons } from './ExportButtons'

const TYPING_MS = 300
const ANY = 'any'
const FIRST_COLUMNS: readonly CaseColumn[] = [
  'number',
  'opened',
  'client',
  'vacancy',
  'channel',
  'team',
  'agent',
  'wait',
  'took',
  'state',
]

export interface CasesTableProps {
  readonly rest: ReportsRest
  readonly span: PeriodSpan
  readonly first: CaseFilter
  readonly narrowedTo: string | null
  readonly onWiden: () => void
  readonly onOpenChat: (id: ChatId) => void
}

export function CasesTable({ rest, span, first, narrowedTo, onWiden, onOpenChat }: CasesTableProps) {
  const { t, i18n } = useTranslation('reports')
  const [columns, setColumns] = useState(FIRST_COLUMNS)
  const [order, setOrder] = useState<CaseOrder>({ sort: 'opened', order: 'desc' })
  const [state, setState] = useState<CaseFilter['state']>(null)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, TYPING_MS)
  const filter = useMemo(() => ({ ...first, state, search }), [first, state, search])
  const { rows, total, failure, isBusy, more, again } = useCaseRows(rest, filter, order)
  const sortBy = (sort: CaseSort): void => {
    setOrder(({ sort: before, order: way }) => ({ sort, order: before === sort && way === 'desc' ? 'asc' : 'desc' }))
  }
  return (
    <section className={classes.root} aria-label={t('cases.title')}>
      <div className={classes.tools}>
        {narrowedTo !== null && (
          <span className={classes.narrowed}>
            {narrowedTo}
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={t('cases.widen')}
              title={t('cases.widen')}
              onClick={onWiden}
            >
              <IconX size={12} aria-hidden />
            </ActionIcon>
          </span>
        )}
        <TextInput
          size="xs"
          w={230}
          type="search"
          aria-label={t('cases.search')}
          placeholder={t('cases.search')}
          value={typed}
          maxLength={100}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
          }}
        />
        <Select
          size="xs"
          w={150}
          aria-label={t('cases.state')}
          allowDeselect={false}
          value={state ?? ANY}
          data={[
            { value: ANY, label: t('cases.anyState') },
            ...CASE_STATE_FILTERS.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
          onChange={(value) => {
            setState(CASE_STATE_FILTERS.find((each) => each === value) ?? null)
          }}
        />
        <ColumnsMenu columns={columns} onChange={setColumns} />
        <span className={classes.count} role="status">
          {total === null ? '' : t('cases.count', { count: total })}
        </span>
        <ExportButtons filter={filter} columns={columns} span={span} total={total} />
      </div>
      {failure && <AskFailure isAlone={rows.length === 0} failure={failure} onAgain={again} />}
      {total === 0 ? (
        <EmptyState picture={<NoReports />} title={t('nothing.title')} hint={t('nothing.hint')} />
      ) : (
        <TableVirtuoso
          className={classes.scroller}
          style={{ height: 'calc(100vh - 200px)', minHeight: 240 }}
          aria-busy={isBusy}
          data={rows}
          endReached={more}
          increaseViewportBy={400}
          computeItemKey={(_index, row) => row.id}
          components={{ Table: CaseTable }}
          fixedHeaderContent={() => (
            <tr>
              {CASE_COLUMNS.filter((id) => columns.includes(id)).map((id) => (
                <Head key={id} column={id} order={order} onSort={sortBy} />
              ))}
            </tr>
          )}
          itemContent={(_index, row) => (
            <Cells row={row} columns={columns} language={i18n.language} onOpenChat={onOpenChat} />
          )}
        />
      )}
    </section>
  )
}

function CaseTable(props: React.ComponentPropsWithoutRef<'table'>) {
  return <table {...props} className={classes.table} />
}

interface HeadProps {
  readonly column: CaseColumn
  readonly order: CaseOrder
  readonly onSort: (sort: CaseSort) => void
}

function Head({ column, order, onSort }: HeadProps) {
  const { t } = useTranslation('reports')
  const sort = CASE_SORTS.find((each) => each === column)
  if (!sort) return <th scope="col">{t(`column.${column}`)}</th>
  const way = order.sort === sort ? (order.order === 'asc' ? 'ascending' : 'descending') : 'none'
  return (
    <th scope="col" aria-sort={way}>
      <button
        type="button"
        title={t('cases.sort', { column: t(`column.${column}`) })}
        onClick={() => {
          onSort(sort)
        }}
      >
        {t(`column.${column}`)}
        <span aria-hidden>{way === 'none' ? '' : way === 'ascending' ? ' ↑' : ' ↓'}</span>
      </button>
    </th>
  )
}

interface CellsProps {
  readonly row: CaseRow
  readonly columns: readonly CaseColumn[]
  readonly language: string
  readonly onOpenChat: (id: ChatId) => void
}

function Cells({ row, columns, language, onOpenChat }: CellsProps) {
  const { t } = useTranslation(['reports', 'common'])
  return (
    <>
      {CASE_COLUMNS.filter((id) => columns.includes(id)).map((id) => {
        const text = caseCell(row, id, language, {
          state: (state) => t(`state.${state}`),
          closedBy: (by) => t(`closedBy.${by}`),
          guest: t('common:guest'),
        })
        return (
          <td key={id} title={text}>
            {id === 'number' ? (
              <button
                type="button"
                className={classes.open}
                aria-label={t('cases.open', { number: row.number })}
                onClick={() => {
                  onOpenChat(row.chatId)
                }}
              >
                {text}
              </button>
            ) : (
              text
            )}
          </td>
        )
      })}
    </>
  )
}
