import type { BotMenu, BotScreen } from './bot'
import { plain } from './plain-words'

/** All but `deadEnd` and `unreachable` keep a menu from being saved. */
export type MenuProblem =
  | { readonly code: 'unknownStart'; readonly severity: 'error' }
  | { readonly code: 'sameScreenId'; readonly severity: 'error'; readonly screenId: string }
  | {
      readonly code: 'unknownScreen'
      readonly severity: 'error'
      readonly screenId: string
      readonly choice: number
    }
  /** Two choices that a client would name alike. */
  | { readonly code: 'sameLabels'; readonly severity: 'error'; readonly screenId: string; readonly choice: number }
  /** Nothing leads to it. */
  | { readonly code: 'unreachable'; readonly severity: 'warning'; readonly screenId: string }
  /** From here no choice ever leads to a person or to the end; going round, the client comes to nobody. */
  | { readonly code: 'deadEnd'; readonly severity: 'warning'; readonly screenId: string }

export function checkMenu(menu: BotMenu): readonly MenuProblem[] {
  const byId = new Map(menu.screens.map((screen) => [screen.id, screen]))
  const reachable = reachableFrom(menu.startId, byId)
  const ending = endingScreens(menu.screens)
  const problems: MenuProblem[] = []
  if (!byId.has(menu.startId)) problems.push({ code: 'unknownStart', severity: 'error' })
  const seen = new Set<string>()
  for (const screen of menu.screens) {
    const screenId = screen.id
    if (seen.has(screenId)) problems.push({ code: 'sameScreenId', severity: 'error', screenId })
    seen.add(screenId)
    problems.push(...choiceProblems(screen, byId))
    if (!reachable.has(screenId)) problems.push({ code: 'unreachable', severity: 'warning', screenId })
    if (!ending.has(screenId)) problems.push({ code: 'deadEnd', severity: 'warning', screenId })
  }
  return problems
}

function choiceProblems({ id: screenId, choices }: BotScreen, byId: ReadonlyMap<string, BotScreen>): MenuProblem[] {
  const labels = choices.map(({ label }) => plain(label) || label.trim())
  return choices.flatMap(({ then }, choice) => {
    const problems: MenuProblem[] = []
    if (then.kind === 'screen' && !byId.has(then.screenId)) {
      problems.push({ code: 'unknownScreen', severity: 'error', screenId, choice })
    }
    const label = labels[choice] ?? ''
    if (labels.indexOf(label) < choice || isNumberOfAnother(label, choice, choices.length)) {
      problems.push({ code: 'sameLabels', severity: 'error', screenId, choice })
    }
    return problems
  })
}

function isNumberOfAnother(label: string, choice: number, choices: number): boolean {
  return /^[1-9]$/.test(label) && Number(label) <= choices && Number(label) !== choice + 1
}

function reachableFrom(startId: string, byId: ReadonlyMap<string, BotScreen>): ReadonlySet<string> {
  const reached = new Set([startId])
  for (const screenId of reached) {
    for (const { then } of byId.get(screenId)?.choices ?? []) {
      if (then.kind === 'screen') reached.add(then.screenId)
    }
  }
  return reached
}

/** Those from which a person or the end can be reached. A screen without choices brings a person at once. */
function endingScreens(screens: readonly BotScreen[]): ReadonlySet<string> {
  const ending = new Set<string>()
  for (let size = -1; size !== ending.size;) {
    size = ending.size
    for (const { id, choices } of screens) {
      const ends = choices.some(({ then }) => then.kind !== 'screen' || ending.has(then.screenId))
      if (choices.length === 0 || ends) ending.add(id)
    }
  }
  return ending
}
