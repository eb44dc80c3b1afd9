import { useEffect } from 'react'

/**
 * A field that comes once the channel has answered: the dialog stands by then, and its focus with what was there before.
 * Whoever types elsewhere in it meanwhile stays there.
 */
export function useFirstField(isThere: boolean): void {
  useEffect(() => {
    if (!isThere) return
    const dialog = document.querySelector('[role=dialog]')
    const field = dialog?.querySelector<HTMLElement>('[data-autofocus]')
    if (field && !document.activeElement?.matches('input, textarea')) field.focus()
  }, [isThere])
}
