import { constants, getPriority, setPriority } from 'node:os'

/**
 * The platform and those who write there are not on an agent's computer: from now on the sandbox of this program gives way to
 * a desk that was started before. Who may not take it back stays behind it.
 */
export function giveWay(): () => void {
  const before = getPriority()
  setPriority(Math.max(before, constants.priority.PRIORITY_BELOW_NORMAL))
  const mayGoBack = process.getuid?.() === 0 || process.platform === 'win32'
  return () => {
    if (mayGoBack) setPriority(before)
  }
}
