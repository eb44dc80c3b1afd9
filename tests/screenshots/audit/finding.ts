/** Something on a screen that a person would stumble over. */
export interface Finding {
  readonly screen: string
  readonly gravity: 'critical' | 'serious' | 'moderate' | 'minor'
  readonly what: string
  readonly where: string
}

export type FoundOnPage = Omit<Finding, 'screen'>
