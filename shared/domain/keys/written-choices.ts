import { keysInForce, type KeyChoices } from './keys-in-force'

const NO_KEY = 'none'

/** `palette=Ctrl+KeyJ, hold=none`, as a company writes it; `null`: something in it would not count. */
export function choicesOf(written: string): KeyChoices | null {
  const pairs: [string, string | null][] = []
  for (const part of written.split(',').map((each) => each.trim())) {
    if (part === '') continue
    const [action = '', key] = part.split('=').map((each) => each.trim())
    if (key === undefined || pairs.some(([each]) => each === action)) return null
    pairs.push([action, key === NO_KEY ? null : key])
  }
  const choices = Object.fromEntries(pairs)
  return keysInForce(choices).broken.length === 0 ? choices : null
}
