import { z } from 'zod'

import { defineContract, nothing, request, resultOf } from '../define'

/**
 * - `off` nothing starts Otklik
 * - `on` the system starts it when the person signs in to the computer
 * - `heldBack` it is entered, and switched off in the system's own settings
 * - `needsApproval` macOS waits for the person's yes in its settings
 */
export const autoStartState = z.enum(['off', 'on', 'heldBack', 'needsApproval'])
export type AutoStartState = z.output<typeof autoStartState>

/** Does Otklik start with the computer? The system keeps it, not Otklik. */
export const autoStart = defineContract('autoStart', {
  getState: request(nothing, autoStartState),
  /** Answers what came of it; `detail`: what the system said where it did not take it. */
  set: request(z.object({ isOn: z.boolean() }), resultOf(autoStartState, z.object({ detail: z.string() }))),
})
export type AutoStartContract = typeof autoStart
