import { encodePng, type Rgb } from './png'

/** Pictures for the demo, drawn by code: no file has to be shipped and none belongs to anybody. */
export const sceneNames = ['sunset', 'room', 'bicycle', 'sofa', 'van', 'document', 'portrait'] as const
export type SceneName = (typeof sceneNames)[number]

type Shade = (u: number, v: number) => Rgb

/** `u` and `v` run from 0 to 1 across and down the picture. */
const scenes: Readonly<Record<SceneName, Shade>> = {
  sunset(u, v) {
    const sky = mix([255, 196, 140], [92, 110, 170], v * 1.3)
    if (Math.hypot((u - 0.68) * 1.33, v - 0.5) < 0.11) return [255, 236, 190]
    const ridge = 0.68 + 0.07 * Math.sin(u * 7) + 0.03 * Math.sin(u * 19)
    if (v > ridge) return mix([58, 66, 102], [34, 38, 62], (v - ridge) * 3)
    return sky
  },
  room(u, v) {
    if (v > 0.72) return mix([196, 158, 118], [150, 114, 80], (v - 0.72) * 3)
    if (inside(u, v, 0.58, 0.14, 0.88, 0.5)) return mix([214, 234, 248], [150, 196, 226], v * 1.6)
    if (inside(u, v, 0.56, 0.12, 0.9, 0.53)) return [250, 250, 246]
    if (inside(u, v, 0.1, 0.56, 0.46, 0.76)) return [112, 138, 124]
    return mix([238, 230, 218], [222, 210, 194], v)
  },
  bicycle(u, v) {
    const x = (u - 0.5) * 1.33
    const wheel = (cx: number) => Math.abs(Math.hypot(x - cx, v - 0.62) - 0.19) < 0.014
    if (wheel(-0.3) || wheel(0.3)) return [44, 48, 56]
    if (nearLine(x, v, -0.3, 0.62, -0.1, 0.36) || nearLine(x, v, -0.1, 0.36, 0.2, 0.36)) return [208, 74, 60]
    if (nearLine(x, v, 0.2, 0.36, 0.02, 0.62) || nearLine(x, v, 0.02, 0.62, -0.1, 0.36)) return [208, 74, 60]
    if (nearLine(x, v, 0.3, 0.62, 0.2, 0.3) || nearLine(x, v, 0.13, 0.29, 0.26, 0.29)) return [60, 64, 74]
    return v > 0.8 ? [186, 190, 186] : mix([224, 234, 232], [202, 216, 214], v)
  },
  sofa(u, v) {
    if (inside(u, v, 0.16, 0.42, 0.84, 0.62)) return mix([94, 124, 158], [78, 104, 136], v)
    if (inside(u, v, 0.12, 0.54, 0.88, 0.76)) return mix([110, 142, 178], [72, 98, 130], (v - 0.5) * 3)
    if (inside(u, v, 0.16, 0.76, 0.2, 0.84) || inside(u, v, 0.8, 0.76, 0.84, 0.84)) return [92, 66, 46]
    return v > 0.82 ? [206, 188, 166] : mix([246, 240, 230], [232, 224, 210], v)
  },
  portrait(u, v) {
    const x = (u - 0.5) * 1.33
    if (Math.hypot(x, (v - 0.4) * 0.86) < 0.16) return Math.abs(v - 0.27) < 0.09 ? [86, 62, 46] : [232, 196, 168]
    if (Math.hypot(x * 0.72, v - 1.02) < 0.34) return [72, 96, 134]
    return mix([226, 232, 238], [198, 208, 220], v)
  },
  van(u, v) {
    const x = (u - 0.5) * 1.33
    if (Math.hypot(x + 0.32, v - 0.72) < 0.08 || Math.hypot(x - 0.34, v - 0.72) < 0.08) return [48, 50, 56]
    if (inside(u, v, 0.12, 0.34, 0.64, 0.7)) return [246, 246, 244]
    if (inside(u, v, 0.64, 0.44, 0.86, 0.7)) return v < 0.56 && u > 0.68 ? [134, 170, 192] : [236, 238, 236]
    return v > 0.74 ? [122, 126, 130] : mix([178, 206, 226], [224, 232, 236], v)
  },
  document(u, v) {
    if (!inside(u, v, 0.22, 0.08, 0.78, 0.94)) return mix([122, 112, 102], [96, 88, 80], v)
    const line = Math.floor(v * 44)
    const isInk = v > 0.24 && v < 0.86 && line % 2 === 0 && u > 0.28 && u < 0.62 + 0.1 * Math.sin(line * 3)
    if (isInk) return [120, 124, 132]
    return inside(u, v, 0.28, 0.13, 0.54, 0.17) ? [60, 64, 74] : [250, 249, 245]
  },
}

const cache = new Map<string, Uint8Array>()

export function drawScene(name: SceneName, width: number, height: number): Uint8Array {
  const key = `${name}:${String(width)}x${String(height)}`
  const drawn =
    cache.get(key) ?? encodePng(width, height, (x, y) => scenes[name]((x + 0.5) / width, (y + 0.5) / height))
  cache.set(key, drawn)
  return drawn
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = Math.min(1, Math.max(0, share))
  const channel = (index: 0 | 1 | 2) => Math.round(a[index] + (b[index] - a[index]) * part)
  return [channel(0), channel(1), channel(2)]
}

function inside(u: number, v: number, left: number, top: number, right: number, bottom: number): boolean {
  return u >= left && u <= right && v >= top && v <= bottom
}

function nearLine(x: number, y: number, x1: number, y1: number, x2: number, y2: number): boolean {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy) < 0.011
}
