import { rankOfPhone, type PhoneFragment } from '#shared/domain/name-search/phone-fragment'

const PAGE = 512

/** The phones of each slot. A page of them is one text as well, so that most are passed over at one look. */
export class PhoneBook {
  /** Of each slot all phones as digits, a space between them. */
  private readonly phones: string[] = []
  /** `null`: to be put together anew. */
  private readonly pages: (string | null)[] = []

  set(slot: number, digits: string): void {
    this.phones[slot] = digits
    this.pages[Math.floor(slot / PAGE)] = null
  }

  rank(fragment: PhoneFragment, best: Uint8Array): void {
    const { digits, asDialled } = fragment
    const holds = (text: string) => text.includes(digits) || (asDialled !== null && text.includes(asDialled))
    for (let page = 0; page < this.pages.length; page += 1) {
      if (!holds(this.pageText(page))) continue
      const end = Math.min((page + 1) * PAGE, best.length)
      for (let slot = page * PAGE; slot < end; slot += 1) {
        const joined = this.phones[slot] ?? ''
        if (!holds(joined)) continue
        for (const phone of joined.split(' ')) {
          const rank = rankOfPhone(phone, fragment)
          if (rank !== null && rank < (best[slot] ?? 0)) best[slot] = rank
        }
      }
    }
  }

  private pageText(page: number): string {
    const known = this.pages[page]
    if (typeof known === 'string') return known
    const text = this.phones.slice(page * PAGE, (page + 1) * PAGE).join('\n')
    this.pages[page] = text
    return text
  }
}
