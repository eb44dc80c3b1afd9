/** How a shift is cut into blocks; each holds a reconnect, calls, and conversations with messages of both sides. */
export interface ShiftPlan {
  readonly blocks: number
  readonly callsPerBlock: number
  /** Conversations that are gone through in a block. */
  readonly chatsPerBlock: number
  /** Messages of each side in each of them. */
  readonly messagesPerChat: number
  /** After so many blocks everything has been there once: from then on memory may not grow. */
  readonly warmUpBlocks: number
  /** Memory is the mean of so many blocks, at the end of the warm-up and of the shift. */
  readonly sampled: number
  /** In these the hub dies; in all others its line is cut. */
  readonly hubDiesIn: readonly number[]
}

/** Eight hours: 100 calls, 2,000 messages, 20 reconnects. The hub of the end is older than the one of the warm-up. */
export const WHOLE_SHIFT: ShiftPlan = {
  blocks: 20,
  callsPerBlock: 5,
  chatsPerBlock: 10,
  messagesPerChat: 5,
  warmUpBlocks: 4,
  sampled: 2,
  hubDiesIn: [0, 1, 2, 3, 6, 9],
}

/** The same in a tenth of it: tries the benchmark, and says little of memory. */
export const SHORT_SHIFT: ShiftPlan = {
  ...WHOLE_SHIFT,
  blocks: 4,
  callsPerBlock: 2,
  chatsPerBlock: 5,
  warmUpBlocks: 2,
  sampled: 1,
  hubDiesIn: [0, 1],
}

const SURNAMES =
  'Агапов Белов Волков Гусев Дёмин Ежов Жуков Зимин Ильин Комаров Лапин Мишин Носов Орлов Панин Рыбин Серов Титов Уваров Фомин'.split(
    ' ',
  )
const NAMES = ['Анна', 'Борис'] as const

/** Forty people, no two of one name. */
export const CLIENTS: readonly string[] = NAMES.flatMap((name) => SURNAMES.map((surname) => `${surname} ${name}`))
