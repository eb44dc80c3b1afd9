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

  it('has a place without any screen', () => {
    expect(placeWidget(null, true, [])).toEqual({ x: 0, y: 0, ...WIDGET_SIZE.open })
  })
})
