/** What is kept of the PBX's words, parsed. Times in whole seconds, as it counts. */
export type LegState = 'Appeared' | 'Connected' | 'OnHold' | 'Disconnected'

export interface Party {
  readonly extension: string | null
  readonly number: string | null
}

/** One step of one leg. */
export interface CallEvent {
  readonly entryId: string
  readonly legId: string
  readonly seq: number
  readonly atS: number
  readonly state: LegState
  readonly location: string
  readonly from: Party
  readonly to: Party
  /** Of the command that began the call. */
  readonly commandId: string | null
}

/** The whole conversation, told once at its end. */
export interface CallSummary {
  readonly entryId: string
  readonly direction: 'internal' | 'incoming' | 'outgoing'
  readonly from: Party
  readonly to: Party
  readonly createdAtS: number
  /** 0: nobody talked. */
  readonly talkAtS: number
  readonly endedAtS: number
  readonly reason: number
}

/** One leg in the statistics. */
export interface StatsRow {
  readonly entryId: string
  readonly createdAtS: number
  readonly startS: number
  /** 0: nobody answered. */
  readonly answerS: number
  readonly finishS: number
  readonly from: Party
  readonly to: Party
  readonly reason: number
}
