import { describe, expect, it } from 'vitest'

import { placeIncoming } from './incoming-bounds'

describe('[N6] where an incoming call stands', () => {
  it('in the bottom right corner of the screen on which the person works', () => {
    expect(placeIncoming({ x: 0, y: 0, width: 1280, height: 680 }, 200)).toEqual({
      x: 896,
      y: 464,
      width: 368,
      height: 200,
    })
    expect(placeIncoming({ x: -1920, y: 40, width: 1920, height: 1000 }, 200)).toMatchObject({ x: -384, y: 824 })
  })

  it('is as high as its words, within bounds', () => {
    const screen = { x: 0, y: 0, width: 7680, height: 4320 }
    expect(placeIncoming(screen, 10).height).toBe(80)
    expect(placeIncoming(screen, 5_000).height).toBe(480)
  })

  it('[L5] is as large as what is drawn in it', () => {
    expect(placeIncoming({ x: 0, y: 0, width: 1280, height: 680 }, 200, 2)).toEqual({
      x: 528,
      y: 264,
      width: 736,
      height: 400,
    })
  })

  it('is whole on a screen of four inches', () => {
    expect(placeIncoming({ x: 0, y: 0, width: 360, height: 300 }, 400)).toEqual({
      x: 0,
      y: 0,
      width: 360,
      height: 300,
    })
  })
})
