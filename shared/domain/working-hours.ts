/** Minutes of the day on the wall clock, 0–1440; `fromMin` < `toMin`. */
export interface WorkingSpan {
  readonly fromMin: number
  readonly toMin: number
}

/**
 * Расписание работы: one for all channels (spec A9). A day may have several spans (split shifts, lunch); a night shift
 * is the end of one day and the beginning of the next.
 */
export interface WorkingHours {
  /** IANA name, e.g. `Europe/Moscow`. */
  readonly timeZone: string
  /** Monday first. An empty day is a day off. */
  readonly week: readonly (readonly WorkingSpan[])[]
  /** Instead of the week's day: holidays (no spans) and short days. `date` is `YYYY-MM-DD` in that time zone. */
  readonly exceptions: readonly {
    readonly date: string
    readonly name: string
    readonly spans: readonly WorkingSpan[]
  }[]
}

const ROUND_THE_CLOCK: readonly WorkingSpan[] = [{ fromMin: 0, toMin: 1440 }]

/** Until an administrator sets another: always at work, so that nothing is answered by rules that nobody chose. */
export const DEFAULT_WORKING_HOURS: WorkingHours = {
  timeZone: 'Europe/Moscow',
  week: Array.from({ length: 7 }, () => ROUND_THE_CLOCK),
  exceptions: [],
}
