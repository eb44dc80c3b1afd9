import type { AutoStartState } from '#shared/contract/ipc/auto-start'

/** Where a system keeps what it starts with the computer. */
export interface SystemStart {
  read(): AutoStartState
  /** `true` also where the person had switched it off in the system's settings: this is a later wish. */
  write(isOn: boolean): void
  /** The entry that is there starts this very Otklik, and whether it does stays as it was. */
  followProgram(): void
}
