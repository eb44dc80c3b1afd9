import type { CaseColumn, CaseRow, CaseSelection } from '#shared/contract/reports'

import { selectedCases, type CasePage, type CasePlace } from '../store/case-report'
import type { SelectionRules } from '../store/case-selection'
import { readHours, readTargets } from '../store/central-settings'
import type { Read, Store } from '../store/store'
import type { ReportWords } from './report-words'
import { giveTurn } from './turn'

/** Between two pages the hub does everything else that waits. */
export const CASES_AT_ONCE = 500

/** How a column is written: `moment` and `duration` in milliseconds. */
export type ColumnKind = 'text' | 'number' | 'moment' | 'duration'
export type Cell = string | number | null

export interface TableColumn {
  readonly title: string
  readonly kind: ColumnKind
}

/** What becomes of it is the same table, whichever format it is written in. */
export interface CaseTable {
  readonly columns: readonly TableColumn[]
  /** Read as fast as they are taken, and never held as a whole. */
  readonly pages: () => AsyncIterable<readonly (readonly Cell[])[]>
  readonly timeZone: string
}

export interface TableWish {
  readonly selection: CaseSelection
  readonly columns: readonly CaseColumn[]
  readonly words: ReportWords
}

const KINDS: Readonly<Record<CaseColumn, ColumnKind>> = {
  number: 'number',
  opened: 'moment',
  firstAnswer: 'moment',
  wait: 'duration',
  closed: 'moment',
  took: 'duration',
  state: 'text',
  closedBy: 'text',
  channel: 'text',
  team: 'text',
  agent: 'text',
  client: 'text',
  vacancy: 'text',
  topic: 'text',
}

/** By what a selection is judged; read once for a whole file, so that all of it is judged alike. */
export async function selectionRules(view: Read): Promise<SelectionRules> {
  return { timeZone: (await readHours(view)).timeZone, targets: await readTargets(view) }
}

/** One line for each selected case, in the order in which they came; `told` hears how many have been read. */
export async function caseTable(
  store: Store,
  { selection, columns, words }: TableWish,
  told: (cases: number) => void = () => undefined,
  atOnce = CASES_AT_ONCE,
): Promise<CaseTable> {
  const rules = await store.read(selectionRules)
  async function* pages() {
    let cases = 0
    for (let after: CasePlace | null = null; ;) {
      const place: CasePlace | null = after
      const page: CasePage = await store.read((view) =>
        selectedCases(view, selection, rules, { sort: 'opened', order: 'asc' }, place, atOnce),
      )
      cases += page.rows.length
      told(cases)
      if (page.rows.length > 0) yield page.rows.map((row) => columns.map((column) => cellOf(row, column, words)))
      after = page.last
      await giveTurn()
      if (after === null) return
    }
  }
  return {
    columns: columns.map((id) => ({ title: words.columns[id], kind: KINDS[id] })),
    pages,
    timeZone: rules.timeZone,
  }
}

function cellOf(row: CaseRow, column: CaseColumn, words: ReportWords): Cell {
  const since = (atMs: number | null) => (atMs === null ? null : Math.max(0, atMs - row.openedAtMs))
  switch (column) {
    case 'number':
      return row.number
    case 'opened':
      return row.openedAtMs
    case 'firstAnswer':
      return row.firstAnswerMs
    case 'wait':
      return since(row.firstAnswerMs)
    case 'closed':
      return row.closedAtMs
    case 'took':
      return since(row.closedAtMs)
    case 'state':
      return row.isAway === true ? words.away : words.states[row.state]
    case 'closedBy':
      return row.closedBy === null ? null : (words.closedBy[row.closedBy] ?? row.closedBy)
    case 'channel':
    case 'team':
    case 'agent':
    case 'client':
    case 'vacancy':
    case 'topic':
      return row[column]
  }
}
