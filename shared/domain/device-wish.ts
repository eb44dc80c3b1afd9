/**
 * Which microphone or output is wished: an id that Chromium makes for each profile, or, so that one word fits many
 * computers, `name:` with parts of names. `null` is what the system has chosen.
 */
const BY_NAME = 'name:'

export interface NamedDevice {
  readonly deviceId: string
  readonly label: string
}

export function wishByName(pattern: string): string {
  return `${BY_NAME}${pattern}`
}

/** The parts of names, the first the most wished; `null`: no wish by name. */
export function patternOf(wish: string | null): string | null {
  return wish?.startsWith(BY_NAME) === true ? wish.slice(BY_NAME.length) : null
}

/** The device that a wish means among those that are there. By name and none fits: what the system has chosen. */
export function wishedDevice(wish: string | null, devices: readonly NamedDevice[]): string | null {
  const pattern = patternOf(wish)
  if (pattern === null) return wish
  for (const each of pattern.split('|')) {
    const parts = each.trim().toLowerCase().split('*')
    const found = devices.find(({ label }) => hasInOrder(label.toLowerCase(), parts))
    if (found && each.trim() !== '') return found.deviceId
  }
  return null
}

/** `*` stands for anything between, and anything may stand before and after. */
function hasInOrder(label: string, parts: readonly string[]): boolean {
  let from = 0
  for (const part of parts) {
    const at = label.indexOf(part, from)
    if (at === -1) return false
    from = at + part.length
  }
  return true
}
