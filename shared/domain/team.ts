import type { TeamId } from './ids'

/** A group of agents (группа). A team that receives cases is their queue (spec Q7). Members stand on `Agent`. */
export interface Team {
  readonly id: TeamId
  readonly name: string
}
