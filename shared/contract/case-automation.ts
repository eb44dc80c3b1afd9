import { z } from 'zod'

import type { AutomationFacts } from '../domain/case-automation'
import type { MenuPosition } from '../domain/menu-bot'
import { autoAnswerId } from './ids'

/** `cases.automation` as it is stored. */
export const automationFacts = z.object({
  lastActivityMs: z.number().int(),
  wait: z.object({ sinceMs: z.number().int(), isOffHours: z.boolean(), passedMs: z.number().int() }).nullable(),
  sentAnswerIds: z.array(autoAnswerId).readonly(),
}) satisfies z.ZodType<AutomationFacts>

export const menuPosition = z.object({
  screenId: z.string(),
  isRepeated: z.boolean(),
}) satisfies z.ZodType<MenuPosition>
