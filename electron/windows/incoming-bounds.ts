import type { Rectangle } from './window-bounds'

export const INCOMING_WIDTH = 368
const MIN_HEIGHT = 80
const MAX_HEIGHT = 480
const MARGIN = 16

/** The bottom right corner of the screen on which the person works, within it however small it is. */
export function placeIncoming(screen: Rectangle, wantedHeight: number): Rectangle {
  const width = Math.min(INCOMING_WIDTH, screen.width)
  const height = Math.min(Math.max(wantedHeight, MIN_HEIGHT), MAX_HEIGHT, screen.height)
  return {
    x: Math.max(screen.x, screen.x + screen.width - width - MARGIN),
    y: Math.max(screen.y, screen.y + screen.height - height - MARGIN),
    width,
    height,
  }
}
