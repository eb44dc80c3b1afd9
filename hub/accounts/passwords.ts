import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

import { err, ok, type Result } from '#shared/lib/result'

export interface ScryptCost {
  /** log₂ of N. */
  readonly logN: number
  readonly r: number
  readonly p: number
}

/** 32 MB and some tenths of a second each; one of the settings that OWASP holds for equally strong. */
export const STRONG: ScryptCost = { logN: 15, r: 8, p: 3 }

const SALT_BYTES = 16
const HASH_BYTES = 32
/** More would take the memory and the threads that everything else needs. */
const AT_ONCE = 2
/** Whoever comes after so many is sent away for a moment instead of waiting for a minute. */
const MAX_WAITING = 100

/** Keeps passwords as `scrypt$logN$r$p$salt$hash`, so that the cost can grow later. */
export class Passwords {
  private running = 0
  private readonly waiting: (() => void)[] = []

  constructor(private readonly cost: ScryptCost = STRONG) {}

  async hash(password: string): Promise<Result<string, 'busy'>> {
    const salt = randomBytes(SALT_BYTES)
    const hash = await this.derive(password, salt, this.cost)
    if (!hash.ok) return hash
    const { logN, r, p } = this.cost
    return ok(`scrypt$${logN}$${r}$${p}$${salt.toString('base64url')}$${hash.value.toString('base64url')}`)
  }

  /** `stored` is `null` where there is no such login: it takes as long as a wrong password does. */
  async verify(password: string, stored: string | null): Promise<Result<boolean, 'busy'>> {
    const known = stored === null ? null : parse(stored)
    const hash = await this.derive(password, known?.salt ?? randomBytes(SALT_BYTES), known?.cost ?? this.cost)
    if (!hash.ok) return hash
    return ok(known !== null && timingSafeEqual(hash.value, known.hash))
  }

  /** Kept with another cost than that of today: to be hashed anew while the password is at hand. */
  isOutdated(stored: string): boolean {
    const { logN, r, p } = parse(stored).cost
    return logN !== this.cost.logN || r !== this.cost.r || p !== this.cost.p
  }

  private async derive(password: string, salt: Buffer, cost: ScryptCost): Promise<Result<Buffer, 'busy'>> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAX_WAITING) return err('busy')
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    } else {
      this.running += 1
    }
    try {
      return ok(await derive(password, salt, cost))
    } finally {
      // Handed on to whoever waits longest, else given back.
      const next = this.waiting.shift()
      if (next) next()
      else this.running -= 1
    }
  }
}

function derive(password: string, salt: Buffer, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN
  // What RFC 7914 needs, and half of it again: Node refuses at its own small limit.
  const maxmem = 192 * r * (N + p)
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, { N, r, p, maxmem }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

function parse(stored: string): { readonly cost: ScryptCost; readonly salt: Buffer; readonly hash: Buffer } {
  const [kind, logN, r, p, salt, hash] = stored.split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined)
    throw new Error('A password is kept in a way that this hub does not know.')
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) }
  return { cost, salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') }
}
