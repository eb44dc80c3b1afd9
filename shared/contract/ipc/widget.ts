import { z } from 'zod'

import { defineContract, event, nothing, request } from '../define'
import { chatId } from '../ids'

const state = z.object({ isOpen: z.boolean() })

/** The small window that keeps the chats at hand while the desk is out of sight (spec M17, M18). */
export const widget = defineContract('widget', {
  getState: request(nothing, state),
  stateChanged: event(state),
  /** `false`: the round icon alone. */
  setOpen: request(state, nothing),
  /** By so many pixels from where it is. */
  move: request(z.object({ x: z.number().int(), y: z.number().int() }), nothing),
  /** Until the desk is out of sight the next time. */
  hide: request(nothing, nothing),
  /** The desk comes to the front, with this chat if there is one. */
  showDesk: request(z.object({ chatId: chatId.nullable() }), nothing),
})
export type WidgetContract = typeof widget
