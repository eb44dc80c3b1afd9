export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const FIRST_SIZE = { width: 1280, height: 720 } as const
/** A phone of four inches, in points: one column with the rail. */
export const MIN_SIZE = { width: 360, height: 480 } as const

/** So much of the window must be on a screen that a person can take hold of its title. */
const GRIP = { width: 120, height: 40 } as const

/**
 * Where to open a window that was at `saved`: there, if it still fits the screens at hand; else its size alone,
 * cut to the first screen, for the OS to place.
 */
export function placeWindow(
  saved: Rectangle | null,
  screens: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  const largest = screens[0] ?? { x: 0, y: 0, ...FIRST_SIZE }
  const size = {
    width: clamp(saved?.width ?? FIRST_SIZE.width, MIN_SIZE.width, largest.width),
    height: clamp(saved?.height ?? FIRST_SIZE.height, MIN_SIZE.height, largest.height),
  }
  if (!saved) return size
  return screens.some((screen) => isTitleWithin({ ...saved, ...size }, screen))
    ? { x: saved.x, y: saved.y, ...size }
    : size
}

/** No smaller than can be used, but never larger than the screen. */
export function smallestSize(screens: readonly Rectangle[]): { readonly width: number; readonly height: number } {
  const [first] = screens
  return {
    width: Math.min(MIN_SIZE.width, first?.width ?? MIN_SIZE.width),
    height: Math.min(MIN_SIZE.height, first?.height ?? MIN_SIZE.height),
  }
}

/** Where a window goes whose screen is gone: the middle of the first one. `null`: a person can still take hold of it. */
export function bringBack(window: Rectangle, screens: readonly Rectangle[]): Rectangle | null {
  const [first] = screens
  if (!first || screens.some((screen) => isTitleWithin(window, screen))) return null
  const width = Math.min(window.width, first.width)
  const height = Math.min(window.height, first.height)
  return {
    x: first.x + Math.round((first.width - width) / 2),
    y: first.y + Math.round((first.height - height) / 2),
    width,
    height,
  }
}

function isTitleWithin(window: Rectangle, screen: Rectangle): boolean {
  const visible = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return visible >= GRIP.width && window.y >= screen.y && window.y + GRIP.height <= screen.y + screen.height
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(Math.min(min, max), Math.min(value, max))
}
