import type { BotMenu, BotScreen, BotStep } from '#shared/domain/bot'

type Choice = BotScreen['choices'][number]

export function changeScreen(menu: BotMenu, screenId: string, patch: Partial<BotScreen>): BotMenu {
  return { ...menu, screens: menu.screens.map((screen) => (screen.id === screenId ? { ...screen, ...patch } : screen)) }
}

export function addScreen(menu: BotMenu, id: string): BotMenu {
  return { ...menu, screens: [...menu.screens, { id, text: '', choices: [] }] }
}

/** Choices that led there stay: the check names them, and their labels are not lost. */
export function removeScreen(menu: BotMenu, screenId: string): BotMenu {
  const screens = menu.screens.filter(({ id }) => id !== screenId)
  return { startId: menu.startId === screenId ? (screens[0]?.id ?? menu.startId) : menu.startId, screens }
}

export function addChoice(menu: BotMenu, { id, choices }: BotScreen): BotMenu {
  return changeScreen(menu, id, { choices: [...choices, { label: '', then: { kind: 'handOver' } }] })
}

export function changeChoice(menu: BotMenu, screen: BotScreen, index: number, patch: Partial<Choice>): BotMenu {
  return changeScreen(menu, screen.id, {
    choices: screen.choices.map((choice, at) => (at === index ? { ...choice, ...patch } : choice)),
  })
}

export function removeChoice(menu: BotMenu, { id, choices }: BotScreen, index: number): BotMenu {
  return changeScreen(menu, id, { choices: choices.filter((_, at) => at !== index) })
}

/** As a value of a list: a screen's id cannot be told apart from words, so that each kind has its own beginning. */
export function stepValue(step: BotStep): string {
  return step.kind === 'screen' ? `screen ${step.screenId}` : step.kind
}

export function parseStep(value: string): BotStep {
  if (value === 'handOver' || value === 'close') return { kind: value }
  return { kind: 'screen', screenId: value.slice('screen '.length) }
}
