import type { LinkOpener } from '#shared/contract/ipc/links'
import type { NoteFile } from '../note-file'

export interface OpenerRule {
  readonly rule: 'locked' | 'preset'
  readonly isOurs: boolean
}

interface Openers {
  readonly list: () => LinkOpener[]
  set(isOurs: boolean): LinkOpener[]
}

/**
 * Who opens links is kept by the system, not by us: a lock is asked of it at every start, a preset once for each value
 * that the company gives. `taken`: the value of the preset that was asked for before.
 */
export function ruledOpeners(openers: Openers, rule: OpenerRule | null, taken: NoteFile<boolean>): Openers {
  if (rule?.rule === 'locked') openers.set(rule.isOurs)
  else if (rule && taken.load() !== rule.isOurs) {
    openers.set(rule.isOurs)
    taken.save(rule.isOurs)
  }
  return {
    list: openers.list,
    set: (isOurs) => (rule?.rule === 'locked' ? openers.list() : openers.set(isOurs)),
  }
}
