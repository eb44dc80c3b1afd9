import { createStore } from 'zustand/vanilla'

/** The pages of `docs/user`, in the order of their index. */
export const GUIDE_PAGES = ['agent', 'calls', 'recruiter', 'supervisor', 'administrator', 'visitor'] as const
export type GuidePageId = (typeof GUIDE_PAGES)[number]

export interface GuidePlace {
  readonly page: GuidePageId
  /** The task that is brought into sight; `null`: the beginning. */
  readonly task: string | null
}

/** Where the guide is open; `null`: it is closed. */
export const guideStore = createStore<{ readonly place: GuidePlace | null }>(() => ({ place: null }))

export function openGuide(place: GuidePlace = { page: 'agent', task: null }): void {
  guideStore.setState({ place })
}

export function closeGuide(): void {
  guideStore.setState({ place: null })
}
