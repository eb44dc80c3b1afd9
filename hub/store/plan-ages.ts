/** By then a table that was empty when its statements were planned may hold more than a page. */
const FIRST_AFTER = 250

/**
 * A plan is made for tables as large as they were, and nobody but a clean-up, once an hour, says that they have grown.
 * So all are made anew after 250 statements, 500, 1,000 and so on: a table is never much larger than its plans think.
 */
export class PlanAges {
  private statements = 0
  private oldAfter = FIRST_AFTER

  count(): void {
    this.statements += 1
  }

  /** Says so once. */
  areOld(): boolean {
    if (this.statements < this.oldAfter) return false
    this.oldAfter *= 2
    return true
  }
}
