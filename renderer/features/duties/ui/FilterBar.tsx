import { Button, Select, TextInput } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import { DayField } from '../../../ui/DayField'
import { isNarrow, NO_FILTER, type DutyFilter } from '../model/duty-filter'
import { useAgents } from '../model/use-agents'
import classes from './Duties.module.css'

interface Kind {
  readonly value: string
  readonly label: string
}

export interface FilterBarProps {
  readonly filter: DutyFilter
  /** What there is to choose from, under headings where there are some. */
  readonly kinds: readonly (Kind | { readonly group: string; readonly items: Kind[] })[]
  /** What stands there while nothing is chosen. */
  readonly allKinds: string
  readonly onChange: (filter: DutyFilter) => void
}

/** Who, what, about which case, when. */
export function FilterBar({ filter, kinds, allKinds, onChange }: FilterBarProps) {
  const { t } = useTranslation('duties')
  const { agents } = useAgents()
  const change = (patch: Partial<DutyFilter>): void => {
    onChange({ ...filter, ...patch })
  }
  return (
    <div className={classes.filters}>
      <Select
        size="xs"
        label={t('filter.person')}
        placeholder={t('filter.everybody')}
        clearable
        searchable
        value={filter.agentId}
        data={agents.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(agentId) => {
          change({ agentId })
        }}
      />
      <Select
        size="xs"
        label={t('filter.kind')}
        placeholder={allKinds}
        clearable
        searchable
        value={filter.kind}
        data={[...kinds]}
        onChange={(kind) => {
          change({ kind })
        }}
      />
      <TextInput
        size="xs"
        label={t('filter.case')}
        inputMode="numeric"
        value={filter.caseNumber}
        onChange={(event) => {
          change({ caseNumber: event.currentTarget.value })
        }}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayField
          key={end}
          size="xs"
          label={t(`filter.${end}`)}
          value={filter[end] || null}
          onChange={(day) => {
            change({ [end]: day ?? '' })
          }}
        />
      ))}
      {isNarrow(filter) && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => {
            onChange(NO_FILTER)
          }}
        >
          {t('filter.reset')}
        </Button>
      )}
    </div>
  )
}
