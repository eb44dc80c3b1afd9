import type { AutoStartState } from '#shared/contract/ipc/auto-start'
import type { NoteFile } from '../note-file'
import type { SystemStart } from './system-start'

export interface StartRule {
  readonly rule: 'locked' | 'preset'
  readonly isOn: boolean
}

/**
 * The system keeps whether Otklik starts, so a lock is asked of it again whenever it differs, and a preset once for
 * each value that the company gives. `taken`: the value of the preset that was asked for before.
 */
export class RuledStart {
  private rule: StartRule | null = null

  constructor(
    private readonly system: SystemStart,
    private readonly taken: NoteFile<boolean>,
  ) {}

  govern(rule: StartRule | null): void {
    this.rule = rule
    if (rule?.rule === 'locked') this.bring(rule.isOn)
    else if (rule && this.taken.load() !== rule.isOn) {
      this.bring(rule.isOn)
      this.taken.save(rule.isOn)
    }
  }

  state(): AutoStartState {
    return this.system.read()
  }

  set(isOn: boolean): AutoStartState {
    if (this.rule?.rule !== 'locked') this.system.write(isOn)
    return this.system.read()
  }

  /** What is as it should be is not written: macOS would ask the person again. */
  private bring(isOn: boolean): void {
    const state = this.system.read()
    const isSo = isOn ? state === 'on' || state === 'needsApproval' : state === 'off'
    if (!isSo) this.system.write(isOn)
  }
}
