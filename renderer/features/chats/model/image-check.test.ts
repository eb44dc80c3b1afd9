import { describe, expect, it } from 'vitest'

import { checkImage, typeNames } from './image-check'

const capability = { types: ['image/jpeg', 'image/png'], maxBytes: 24_000_000, maxPixels: 75_000_000, caption: false }
const sized = (width: number, height: number) => () => Promise.resolve({ width, height })
const never = () => Promise.reject(new Error('was decoded'))

describe('[M15] an image before it is taken', () => {
  it('passes within all limits', async () => {
    expect(await checkImage({ type: 'image/PNG', size: 10 }, capability, sized(4, 5))).toEqual({
      ok: true,
      value: { width: 4, height: 5 },
    })
  })

  it('of 80 MB is refused without being decoded', async () => {
    expect(await checkImage({ type: 'image/png', size: 80_000_000 }, capability, never)).toEqual({
      ok: false,
      error: { kind: 'size', maxBytes: 24_000_000, bytes: 80_000_000 },
    })
  })

  it('of another type is refused without being decoded', async () => {
    expect(await checkImage({ type: 'application/pdf', size: 10 }, capability, never)).toEqual({
      ok: false,
      error: { kind: 'type', allowed: ['image/jpeg', 'image/png'] },
    })
  })

  it('with too many pixels, broken, or for a channel without images is refused with its reason', async () => {
    const file = { type: 'image/png', size: 10 }
    expect([
      await checkImage(file, capability, sized(10_000, 10_000)),
      await checkImage(file, capability, () => Promise.resolve(null)),
      await checkImage(file, null, never),
    ]).toEqual([
      { ok: false, error: { kind: 'pixels', maxPixels: 75_000_000, pixels: 100_000_000 } },
      { ok: false, error: { kind: 'unreadable' } },
      { ok: false, error: { kind: 'imagesUnsupported' } },
    ])
  })

  it('names types as people know them', () => {
    expect(typeNames(capability.types)).toBe('JPEG, PNG')
  })
})
