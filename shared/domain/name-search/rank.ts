/** How well something was found, the best first. `similar`: as `read`, but more was guessed. */
export const Rank = {
  exact: 0,
  prefix: 1,
  /** In another alphabet or in the wrong layout of the keyboard. */
  read: 2,
  readPrefix: 3,
  infix: 4,
  similar: 5,
} as const

export type Rank = (typeof Rank)[keyof typeof Rank]
