import type { Rectangle } from './window-bounds'

export interface Point {
  readonly x: number
  readonly y: number
}

/** The icon with room for its badge; the open widget (look.md). */
export const WIDGET_SIZE = {
  icon: { width: 64, height: 64 },
  open: { width: 360, height: 520 },
} as const

const MARGIN = 16

/**
 * Where the widget stands. `corner` is its bottom right one, which stays where it is when the widget opens and closes;
 * `null` for the first time: that of the first screen. A corner that lies on no screen any more comes to the nearest.
 * Never larger than its screen. `scale`: of what is drawn in it.
 */
export function placeWidget(
  corner: Point | null,
  isOpen: boolean,
  screens: readonly Rectangle[],
  scale = 1,
): Rectangle {
  const usual = isOpen ? WIDGET_SIZE.open : WIDGET_SIZE.icon
  const whole = { width: Math.round(usual.width * scale), height: Math.round(usual.height * scale) }
  const [first] = screens
  if (!first) return { x: 0, y: 0, ...whole }
  const wanted = corner ?? { x: first.x + first.width - MARGIN, y: first.y + first.height - MARGIN }
  const screen = nearest(wanted, screens) ?? first
  const size = { width: Math.min(whole.width, screen.width), height: Math.min(whole.height, screen.height) }
  return {
    x: clamp(wanted.x - size.width, screen.x, screen.x + screen.width - size.width),
    y: clamp(wanted.y - size.height, screen.y, screen.y + screen.height - size.height),
    ...size,
  }
}

export function cornerOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width, y: y + height }
}

function nearest({ x, y }: Point, screens: readonly Rectangle[]): Rectangle | undefined {
  const distance = (screen: Rectangle): number =>
    Math.hypot(x - clamp(x, screen.x, screen.x + screen.width), y - clamp(y, screen.y, screen.y + screen.height))
  return [...screens].sort((a, b) => distance(a) - distance(b))[0]
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value))
}
