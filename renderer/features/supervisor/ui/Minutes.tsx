import { NumberInput } from '@mantine/core'

const MINUTE_MS = 60_000
const MAX_MINUTES = 43_200

export interface MinutesProps {
  readonly id?: string
  readonly label?: string
  readonly ms: number
  readonly onChange: (ms: number) => void
}

export function Minutes({ id, label, ms, onChange }: MinutesProps) {
  return (
    <NumberInput
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      value={ms / MINUTE_MS}
      min={1}
      max={MAX_MINUTES}
      clampBehavior="strict"
      allowDecimal={false}
      w={120}
      onChange={(value) => {
        if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_MINUTES)
          onChange(value * MINUTE_MS)
      }}
    />
  )
}
