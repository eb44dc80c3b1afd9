import { sortOptions, timesOf, type ChatFacts, type ChatFilters, type FilterOption } from '../chat-filters'
import { Column } from './column'

const NONE = -1

/** What the filters ask about, as numbers: words that many chats share are kept once. */
export class FactColumns {
  private readonly numbers = new Map<string, number>()
  private readonly titles: string[] = []
  private readonly subject = new Column()
  private readonly stage = new Column()
  private readonly channel = new Column()
  private readonly agent = new Column()
  private readonly state = new Column()
  private readonly marks = new Column()
  private readonly lastAtMs = new Column()

  set(slot: number, facts: ChatFacts): void {
    this.subject.set(slot, this.numberOf(facts.subject))
    this.stage.set(slot, this.numberOf(facts.stage))
    this.channel.set(slot, this.numberOf(facts.channelId))
    this.agent.set(slot, this.numberOf(facts.agentId))
    this.state.set(slot, this.numberOf(facts.state))
    this.marks.set(slot, (facts.isUnread ? UNREAD : 0) | (facts.isWithoutVacancy ? WITHOUT_VACANCY : 0))
    this.lastAtMs.set(slot, facts.lastAtMs)
  }

  isUnread(slot: number): boolean {
    return (this.marks.get(slot) & UNREAD) !== 0
  }

  /** As `toFilterTest` of the facts themselves. */
  toTest(filters: ChatFilters): (slot: number) => boolean {
    const lists = [
      { column: this.subject, wanted: this.numbersOf(filters.subjects) },
      { column: this.stage, wanted: this.numbersOf(filters.stages) },
      { column: this.channel, wanted: this.numbersOf(filters.channelIds) },
      { column: this.agent, wanted: this.numbersOf(filters.agentIds) },
      { column: this.state, wanted: this.numbersOf(filters.states) },
    ].flatMap(({ column, wanted }) => (wanted ? [{ column, wanted }] : []))
    const marks = (filters.isUnread ? UNREAD : 0) | (filters.isWithoutVacancy ? WITHOUT_VACANCY : 0)
    const { fromMs, beforeMs } = timesOf(filters)
    return (slot) =>
      lists.every(({ column, wanted }) => wanted.has(column.get(slot))) &&
      (this.marks.get(slot) & marks) === marks &&
      this.lastAtMs.get(slot) >= fromMs &&
      this.lastAtMs.get(slot) < beforeMs
  }

  countSubjects(slots: Iterable<number>): readonly FilterOption[] {
    return this.count(this.subject, slots)
  }

  countStages(slots: Iterable<number>): readonly FilterOption[] {
    return this.count(this.stage, slots)
  }

  private count(column: Column, slots: Iterable<number>): readonly FilterOption[] {
    const counts = new Map<number, number>()
    for (const slot of slots) {
      const number = column.get(slot)
      if (number !== NONE) counts.set(number, (counts.get(number) ?? 0) + 1)
    }
    return sortOptions([...counts].map(([number, count]) => ({ title: this.titles[number] ?? '', count })))
  }

  private numberOf(text: string | null): number {
    if (text === null) return NONE
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    this.numbers.set(text, this.titles.length)
    return this.titles.push(text) - 1
  }

  /** What no chat has can be no chat's. */
  private numbersOf(texts: readonly string[]): ReadonlySet<number> | null {
    return texts.length === 0 ? null : new Set(texts.flatMap((text) => this.numbers.get(text) ?? []))
  }
}

const UNREAD = 1
const WITHOUT_VACANCY = 2
