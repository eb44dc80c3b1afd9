import { Heap } from '../lib/heap'
import type { DistributionStrategy, Distribution } from './distribution'
import type { AgentId, TeamId } from './ids'
import type { RoutableAgent, WaitingCase } from './routing'

type Tried = Pick<WaitingCase, 'teamId' | 'triedAgentIds'>

/** What the choice among free agents goes by. */
interface Standing {
  readonly agent: RoutableAgent
  load: number
  idleSinceMs: number
  lastAssignedMs: number
  /** Counts the assignments of this router; 0: none yet. */
  turn: number
  /** Grows when the agent moves forward; his places in the queues from before are then void. */
  generation: number
}

/** A place in a queue of agents, by the standing of the moment in which it was taken. */
interface Place extends Pick<Standing, 'load' | 'idleSinceMs' | 'lastAssignedMs' | 'turn' | 'generation'> {
  readonly standing: Standing
}

/**
 * Chooses agents for cases one after the other, and keeps their load meanwhile. An assignment only moves an agent back,
 * so that his place is brought up to date when it comes to the front; all else gives him new places.
 */
export class Router {
  private readonly standings = new Map<AgentId, Standing>()
  private readonly byTeam = new Map<TeamId, Heap<Place>>()
  private readonly everybody: Heap<Place>
  private readonly supervisors: readonly Standing[]
  private turns = 0

  constructor(
    private readonly distribution: Distribution,
    agents: readonly RoutableAgent[],
  ) {
    this.everybody = new Heap(ORDER[distribution.strategy])
    for (const agent of agents) {
      const { load, idleSinceMs, lastAssignedMs } = agent
      const standing: Standing = {
        agent,
        load,
        idleSinceMs,
        lastAssignedMs: lastAssignedMs ?? -Infinity,
        turn: 0,
        generation: 0,
      }
      this.standings.set(agent.id, standing)
      this.queueUp(standing)
    }
    this.supervisors = [...this.standings.values()].filter(({ agent }) => agent.role === 'supervisor')
  }

  /** Gives the case to whom the strategy names; `null`: nobody who may have it is free. */
  place(item: Tried, nowMs: number): AgentId | null {
    if (item.triedAgentIds.length >= this.distribution.attempts) return null
    const queue = item.teamId === null ? this.everybody : this.byTeam.get(item.teamId)
    if (!queue) return null
    const passedOver: Place[] = []
    let chosen: Standing | null = null
    while (chosen === null) {
      const place = queue.pop()
      if (!place) break
      const { standing } = place
      if (place.generation !== standing.generation || !this.isFree(standing)) continue
      if (place.turn !== standing.turn) queue.push(placeOf(standing))
      else if (item.triedAgentIds.includes(standing.agent.id)) passedOver.push(place)
      else chosen = standing
    }
    for (const place of passedOver) queue.push(place)
    if (chosen === null) return null
    this.assign(chosen, nowMs)
    if (this.isFree(chosen)) queue.push(placeOf(chosen))
    return chosen.agent.id
  }

  /** A supervisor who is free and was not tried: one of the team before others, the least loaded of them (spec Q20). */
  placeWithSupervisor({ teamId, triedAgentIds }: Tried, nowMs: number): AgentId | null {
    let chosen: { readonly standing: Standing; readonly place: Place; readonly isOfTeam: boolean } | null = null
    for (const standing of this.supervisors) {
      if (!this.isFree(standing) || triedAgentIds.includes(standing.agent.id)) continue
      const found = { standing, place: placeOf(standing), isOfTeam: isMember(standing.agent, teamId) }
      const isBetter =
        chosen === null ||
        (found.isOfTeam === chosen.isOfTeam ? ORDER.leastLoaded(found.place, chosen.place) : found.isOfTeam)
      if (isBetter) chosen = found
    }
    if (chosen === null) return null
    this.assign(chosen.standing, nowMs)
    return chosen.standing.agent.id
  }

  /** He was given something by other means, be he free or not. */
  take(agentId: AgentId, nowMs: number): void {
    const standing = this.standings.get(agentId)
    if (standing) this.assign(standing, nowMs)
  }

  /** He is done with something. */
  release(agentId: AgentId, nowMs: number): void {
    const standing = this.standings.get(agentId)
    if (!standing) return
    standing.load -= 1
    standing.idleSinceMs = nowMs
    standing.generation += 1
    this.queueUp(standing)
  }

  hasRoom(agentId: AgentId): boolean {
    const standing = this.standings.get(agentId)
    return standing !== undefined && this.isFree(standing)
  }

  private assign(standing: Standing, nowMs: number): void {
    this.turns += 1
    standing.turn = this.turns
    standing.load += 1
    standing.idleSinceMs = nowMs
    standing.lastAssignedMs = nowMs
  }

  private isFree({ agent, load }: Standing): boolean {
    return agent.status === 'online' && !agent.isRemoved && load < (agent.capacity ?? this.distribution.capacity)
  }

  private queueUp(standing: Standing): void {
    if (!this.isFree(standing)) return
    const place = placeOf(standing)
    this.everybody.push(place)
    for (const teamId of standing.agent.teamIds) {
      let queue = this.byTeam.get(teamId)
      if (!queue) {
        queue = new Heap(ORDER[this.distribution.strategy])
        this.byTeam.set(teamId, queue)
      }
      queue.push(place)
    }
  }
}

function isMember(agent: RoutableAgent, teamId: TeamId | null): boolean {
  return teamId !== null && agent.teamIds.includes(teamId)
}

function placeOf(standing: Standing): Place {
  const { load, idleSinceMs, lastAssignedMs, turn, generation } = standing
  return { standing, load, idleSinceMs, lastAssignedMs, turn, generation }
}

const ORDER: Readonly<Record<DistributionStrategy, (a: Place, b: Place) => boolean>> = {
  longestIdle: (a, b) => isEarlier(a, a.idleSinceMs, b, b.idleSinceMs),
  leastLoaded: (a, b) => (a.load === b.load ? ORDER.longestIdle(a, b) : a.load < b.load),
  roundRobin: (a, b) => isEarlier(a, a.lastAssignedMs, b, b.lastAssignedMs),
}

/** Where no time is told (`Infinity`), the turns of this run are the time. */
function isEarlier(a: Place, aMs: number, b: Place, bMs: number): boolean {
  if (aMs !== bMs) return aMs < bMs
  if (aMs === Infinity && a.turn !== b.turn) return a.turn < b.turn
  return a.standing.agent.id < b.standing.agent.id
}
