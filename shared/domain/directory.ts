import type { BotId, ChannelGroupId, TopicId } from './ids'
import type { OwnStatus } from './own-status'
import type { Team } from './team'
import type { TextTemplate } from './text-template'
import type { ServiceTargets } from './wall/service-targets'

/** What every desk knows by name, as one row of the feed: it is small and changes seldom. */
export interface Directory {
  readonly teams: readonly Team[]
  readonly topics: readonly Topic[]
  readonly groups: readonly ChannelGroup[]
  readonly bots: readonly { readonly id: BotId; readonly name: string }[]
  /** Offered while a message is written; by their names. Absent from what an older hub told. */
  readonly templates?: readonly TextTemplate[] | undefined
  /** The company's own, removed ones too, in the order of the menu. Absent from what an older hub told. */
  readonly statuses?: readonly OwnStatus[] | undefined
  /** How soon clients are to be answered, for the timers of the lists (spec Q23). Absent from what an older hub told. */
  readonly service?: ServiceTargets | undefined
}

/** Тема обращения, from a list that the administrator keeps. A removed one stays named in old cases. */
export interface Topic {
  readonly id: TopicId
  readonly name: string
  readonly isRemoved: boolean
}

/** Группа каналов (spec A1). */
export interface ChannelGroup {
  readonly id: ChannelGroupId
  readonly name: string
}
