import type { StatusColour } from '#shared/domain/own-status'

/** The tokens of what an administrator can choose; words always stand beside the colour. */
export const STATUS_LOOK: Readonly<Record<StatusColour, string>> = {
  green: 'var(--ok)',
  teal: 'var(--accent)',
  blue: 'var(--info)',
  violet: 'var(--violet)',
  orange: 'var(--warn)',
  red: 'var(--danger)',
  grey: 'var(--text-3)',
}
