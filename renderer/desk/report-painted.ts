export interface PaintReport {
  /** After the frame in which the list was drawn has reached the screen. */
  readonly afterPaint: (action: () => void) => void
  readonly reportReady: () => void
  readonly markUsable: () => void
}

/** Tells main once that something stands on the screen, and the window once that the list itself does. */
export function reportPainted({ afterPaint, reportReady, markUsable }: PaintReport): (isUsable: boolean) => void {
  let isReported = false
  let isMarked = false
  return (isUsable) => {
    if (isUsable && !isMarked) {
      isMarked = true
      afterPaint(markUsable)
    }
    if (!isReported) {
      isReported = true
      afterPaint(reportReady)
    }
  }
}
