import type { SavedView } from '../../../data/saved-view'

export const MAX_VIEW_NAME = 60

/** Why a view cannot have this name; `null`: it can. `self`: the view that is being renamed. */
export function viewNameProblem(
  name: string,
  views: readonly SavedView[],
  self: string | null = null,
): 'nameNeeded' | 'taken' | null {
  const wanted = name.trim().toLowerCase()
  if (wanted === '') return 'nameNeeded'
  return views.some((view) => view.id !== self && view.name.toLowerCase() === wanted) ? 'taken' : null
}
