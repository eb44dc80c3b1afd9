/** Runs `action` once the frame that is being made now has reached the screen; in the order of asking. */
export function afterPaint(action: () => void): void {
  requestAnimationFrame(() => {
    setTimeout(action, 0)
  })
}
