/** Arithmetic of counters that begin anew (RFC 3550 §5.1). */

export function wrap16(value: number): number {
  return value & 0xffff
}

export function wrap32(value: number): number {
  return value >>> 0
}

/** From `-32768` to `32767`: how far `later` lies after `earlier`. */
export function ahead16(later: number, earlier: number): number {
  return ((later - earlier) << 16) >> 16
}

export function ahead32(later: number, earlier: number): number {
  return (later - earlier) | 0
}
