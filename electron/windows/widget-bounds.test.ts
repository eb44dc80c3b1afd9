import { describe, expect, it } from 'vitest'

import { cornerOf, placeWidget, WIDGET_SIZE } from './widget-bounds'

const LEFT = { x: 0, y: 0, width: 1280, height: 720 }
const RIGHT = { x: 1280, y: 0, width: 1920, height: 1040 }

describe('[M17] where the widget stands', () => {
  it('in the bottom right corner of the first screen, the first time', () => {
    expect(placeWidget(null, false, [LEFT, RIGHT])).toEqual({ x: 1200, y: 640, ...WIDGET_SIZE.icon })
  })

  it('opens and closes round the same corner', () => {
    const icon = placeWidget({ x: 3100, y: 1000 }, false, [LEFT, RIGHT])
    const open = placeWidget(cornerOf(icon), true, [LEFT, RIGHT])
    expect(cornerOf(open)).toEqual({ x: 3100, y: 1000 })
    expect(open).toMatchObject(WIDGET_SIZE.open)
    expect(placeWidget(cornerOf(open), false, [LEFT, RIGHT])).toEqual(icon)
  })

  it('stays on its own screen, whole', () => {
    expect(placeWidget({ x: 1300, y: 300 }, true, [LEFT, RIGHT])).toEqual({ x: 1280, y: 0, ...WIDGET_SIZE.open })
  })

  it('comes to the nearest screen when its own is gone', () => {
    expect(placeWidget({ x: 3100, y: 1000 }, false, [LEFT])).toEqual({ x: 1216, y: 656, ...WIDGET_SIZE.icon })
  })

  it('comes back from however far away its file says it was', () => {
    expect(placeWidget({ x: -90_000, y: 70_000 }, false, [LEFT, RIGHT])).toEqual({ x: 0, y: 656, ...WIDGET_SIZE.icon })
    expect(placeWidget({ x: 90_000, y: -70_000 }, true, [LEFT, RIGHT])).toEqual({
      x: 2840,
      y: 0,
      ...WIDGET_SIZE.open,
    })
  })

  it('is whole on every screen, from four inches to 8K', () => {
    for (const screen of [
      { x: 0, y: 0, width: 360, height: 480 },
      { x: 0, y: 0, width: 320, height: 240 },
      { x: -7680, y: -4320, width: 7680, height: 4320 },
    ]) {
      const place = placeWidget({ x: 9_999, y: 9_999 }, true, [screen])
      expect(place.x).toBeGreaterThanOrEqual(screen.x)
      expect(place.y).toBeGreaterThanOrEqual(screen.y)
      expect(place.x + place.width).toBeLessThanOrEqual(screen.x + screen.width)
      expect(place.y + place.height).toBeLessThanOrEqual(screen.y + screen.height)
    }
  })

  it('[L5] is as large as what is drawn in it', () => {
    expect(placeWidget({ x: 3100, y: 1000 }, false, [LEFT, RIGHT], 2)).toEqual({
      x: 2972,
      y: 872,
      width: 128,
      height: 128,
    })
    expect(placeWidget(null, true, [LEFT], 2)).toEqual({ x: 544, y: 0, width: 720, height: 720 })
  })

  it('has a place without any screen', () => {
    expect(placeWidget(null, true, [])).toEqual({ x: 0, y: 0, ...WIDGET_SIZE.open })
  })
})
