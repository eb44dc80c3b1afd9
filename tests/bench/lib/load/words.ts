/** Programs of one computer have this clock in common, which nobody sets. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

const WORDS = /№(\d+) (\d+\.\d+)/

/** What a client says: its number, and when it left, in milliseconds of `monotonicMs`. */
export function wordsOf(number: number, leftMs: number): string {
  return `№${String(number)} ${leftMs.toFixed(3)} Здравствуйте, вакансия ещё открыта? Могу выйти с понедельника.`
}

export interface Told {
  readonly number: number
  readonly leftMs: number
}

export function toldBy(text: string): Told | null {
  const found = WORDS.exec(text)
  return found && { number: Number(found[1]), leftMs: Number(found[2]) }
}
