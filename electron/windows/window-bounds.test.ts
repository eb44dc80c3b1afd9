import { describe, expect, it } from 'vitest'

import { bringBack, placeWindow, smallestSize } from './window-bounds'
import { parseWindowState } from './window-state'

const LAPTOP = { x: 0, y: 0, width: 1366, height: 728 }
const RIGHT = { x: 1366, y: 0, width: 1920, height: 1040 }

describe('the place of the desk window', () => {
  it('is 1280 × 720 at the first start, placed by the system', () => {
    expect(placeWindow(null, [LAPTOP])).toEqual({ width: 1280, height: 720 })
  })

  it('is cut to a small screen', () => {
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({ width: 1024, height: 600 })
    expect(placeWindow(null, [{ x: 0, y: 0, width: 320, height: 200 }])).toEqual({ width: 320, height: 200 })
  })

  it('is where it was, also on a second screen', () => {
    const saved = { x: 1500, y: 100, width: 1000, height: 700 }
    expect(placeWindow(saved, [LAPTOP, RIGHT])).toEqual(saved)
  })

  it('comes back when its screen is gone', () => {
    expect(placeWindow({ x: 1500, y: 100, width: 1000, height: 700 }, [LAPTOP])).toEqual({ width: 1000, height: 700 })
  })

  it('comes back when only an edge would be left', () => {
    expect(placeWindow({ x: 1300, y: 100, width: 1000, height: 700 }, [LAPTOP])).toEqual({ width: 1000, height: 700 })
    expect(placeWindow({ x: 10, y: -50, width: 1000, height: 700 }, [LAPTOP])).toEqual({ width: 1000, height: 700 })
  })

  it('is never smaller than can be used', () => {
    expect(placeWindow({ x: 10, y: 10, width: 5, height: 5 }, [LAPTOP])).toEqual({
      x: 10,
      y: 10,
      width: 360,
      height: 480,
    })
  })

  it('is never larger than a screen of four inches', () => {
    const small = [{ x: 0, y: 0, width: 320, height: 400 }]
    expect(smallestSize(small)).toEqual({ width: 320, height: 400 })
    expect(smallestSize([LAPTOP])).toEqual({ width: 360, height: 480 })
    expect(smallestSize([])).toEqual({ width: 360, height: 480 })
    expect(placeWindow({ x: 0, y: 0, width: 7680, height: 4320 }, small)).toEqual({
      x: 0,
      y: 0,
      width: 320,
      height: 400,
    })
  })
})

describe('[M17] a screen is unplugged under the desk window', () => {
  const onRight = { x: 1500, y: 100, width: 1600, height: 900 }

  it('stays where a person can take hold of it', () => {
    expect(bringBack(onRight, [LAPTOP, RIGHT])).toBeNull()
    expect(bringBack({ x: 1200, y: 10, width: 900, height: 600 }, [LAPTOP])).toBeNull()
  })

  it('comes to the middle of the first screen, cut to it', () => {
    expect(bringBack(onRight, [LAPTOP])).toEqual({ x: 0, y: 0, width: 1366, height: 728 })
    expect(bringBack({ x: 1500, y: 100, width: 1000, height: 600 }, [LAPTOP])).toEqual({
      x: 183,
      y: 64,
      width: 1000,
      height: 600,
    })
  })

  it('has nowhere to go while there is no screen', () => {
    expect(bringBack(onRight, [])).toBeNull()
  })
})

describe('the file of the window', () => {
  it.each([null, 5, 'x', [], { bounds: 'x' }, { bounds: { x: 1 } }, { bounds: { x: 1, y: 1, width: 1.5, height: 2 } }])(
    'is as good as absent when it holds %j',
    (value) => {
      expect(parseWindowState(value)).toEqual({ bounds: null, isMaximized: false, theme: 'system', scalePercent: 100 })
    },
  )

  it('is read', () => {
    const state = {
      bounds: { x: 1, y: 2, width: 800, height: 600 },
      isMaximized: true,
      theme: 'dark',
      scalePercent: 150,
    }
    expect(parseWindowState(state)).toEqual(state)
  })
})
