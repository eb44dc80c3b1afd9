import { encodePng } from '../../sandbox/lib/png'

/** A small real PNG, a smooth gradient. */
export function pngOf(width: number, height: number): Buffer {
  return Buffer.from(encodePng(width, height, (x, y) => [(x * 255) / width, (y * 255) / height, 160]))
}
