import { encodePng } from '../../sandbox/lib/png'
import { seededRandom } from './seeded-random'

/** A small real PNG, a smooth gradient. */
export function pngOf(width: number, height: number): Buffer {
  return Buffer.from(encodePng(width, height, (x, y) => [(x * 255) / width, (y * 255) / height, 160]))
}

/** A real PNG that does not compress: about three bytes a pixel. */
export function noisyPng(width: number, height: number): Buffer {
  const random = seededRandom(1)
  const byte = () => Math.floor(random() * 256)
  return Buffer.from(encodePng(width, height, () => [byte(), byte(), byte()]))
}
