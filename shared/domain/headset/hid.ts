/**
 * What WebHID tells of a device's reports (W3C WebHID, 6; the types stand in no `lib` that we compile with). Usages
 * are `page << 16 | usage`.
 */
export interface HidItem {
  readonly isAbsolute?: boolean
  readonly isArray?: boolean
  readonly isConstant?: boolean
  readonly isRange?: boolean
  readonly usages?: readonly number[]
  readonly usageMinimum?: number
  readonly usageMaximum?: number
  readonly reportSize?: number
  readonly reportCount?: number
}

export interface HidReport {
  readonly reportId?: number
  readonly items?: readonly HidItem[]
}

export interface HidCollection {
  readonly usagePage?: number
  readonly usage?: number
  readonly children?: readonly HidCollection[]
  readonly inputReports?: readonly HidReport[]
  readonly outputReports?: readonly HidReport[]
}

export interface HidField {
  readonly usage: number
  /** From the start of the report, without its id. */
  readonly offset: number
  readonly isAbsolute: boolean
}

/** More than a report of USB can be. */
export const MOST_REPORT_BYTES = 65_535

/** Every field of a report at its place; constants take room and are none. */
export function fieldsOf(report: HidReport): readonly HidField[] {
  const fields: HidField[] = []
  if (!isPossible(report)) return fields
  let offset = 0
  for (const item of report.items ?? []) {
    const size = item.reportSize ?? 0
    const count = item.reportCount ?? 0
    // The fields of an array hold numbers of usages, not their states.
    if (item.isConstant !== true && item.isArray !== true) {
      for (let index = 0; index < count; index += 1) {
        const usage = usageAt(item, index)
        if (usage !== null) fields.push({ usage, offset: offset + index * size, isAbsolute: item.isAbsolute !== false })
      }
    }
    offset += size * count
  }
  return fields
}

/** Of a device that says more of itself, fields would be counted for ever; those of no size are as many as it likes. */
function isPossible(report: HidReport): boolean {
  const counts = (report.items ?? []).map(({ reportCount = 0 }) => reportCount)
  return bytesOf(report) <= MOST_REPORT_BYTES && counts.every((count) => count <= MOST_REPORT_BYTES)
}

export function bytesOf(report: HidReport): number {
  const bits = (report.items ?? []).reduce((sum, item) => sum + (item.reportSize ?? 0) * (item.reportCount ?? 0), 0)
  return Math.ceil(bits / 8)
}

/** HID 1.11, 6.2.2.8: where there are more fields than usages, the last one holds for the rest. */
function usageAt(item: HidItem, index: number): number | null {
  if (item.isRange === true) {
    const usage = (item.usageMinimum ?? 0) + index
    return usage <= (item.usageMaximum ?? 0) ? usage : null
  }
  return item.usages?.[Math.min(index, item.usages.length - 1)] ?? null
}
