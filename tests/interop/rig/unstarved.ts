import { spawnSync } from 'node:child_process'

let isPermitted: boolean | undefined

/**
 * The command, run before everything else on this computer where the system permits it (Linux, CAP_SYS_NICE): what
 * stands for another computer must not wait for the processors of the one that is measured.
 */
export function unstarved(command: readonly string[]): readonly string[] {
  isPermitted ??= spawnSync('chrt', ['--fifo', '10', 'true']).status === 0
  return isPermitted ? ['chrt', '--fifo', '10', ...command] : command
}
