import type { Rectangle } from './window-bounds'

export const INCOMING_WIDTH = 368
const MIN_HEIGHT = 80
const MAX_HEIGHT = 480
const MARGIN = 16

/** The bottom right corner of the screen on which the person works, within it however small it is. `scale`: of what is drawn in it. */
export function placeIncoming(screen: Rectangle, wantedHeight: number, scale = 1): Rectangle {
  const width = Math.min(Math.round(INCOMING_WIDTH * scale), screen.width)
  const height = Math.min(
    Math.max(Math.round(wantedHeight * scale), MIN_HEIGHT),
    Math.round(MAX_HEIGHT * scale),
    screen.height,
  )
  return {
    x: Math.max(screen.x, screen.x + screen.width - width - MARGIN),
    y: Math.max(screen.y, screen.y + screen.height - height - MARGIN),
    width,
    height,
  }
}
