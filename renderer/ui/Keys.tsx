export interface KeysProps {
  readonly label: string
  /** Space separated: `Ctrl K`. */
  readonly keys?: string
}

/** A control's name and its key, as tooltips show them. */
export function Keys({ label, keys }: KeysProps) {
  return (
    <span>
      {label}
      {keys && (
        <kbd className="key" style={{ marginInlineStart: 8 }}>
          {keys}
        </kbd>
      )}
    </span>
  )
}
