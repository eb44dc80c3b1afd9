import { agentPlace, laterPlace, queuePlaces } from './case-order'
import type { DeskDatabase } from './database'
import type { ListFacts } from './desk-data'

/**
 * What stands beside the lists, in one transaction: it is read again with each message, and ending a transaction costs the
 * browser more than what is read in it.
 */
export function readListFacts(db: DeskDatabase): Promise<ListFacts> {
  const { meta, chats, agents } = db
  const inPlaces = (places: readonly string[]) =>
    places.map((place) => chats.where('[casePlace+caseRank+caseKey+id]').between([place], [place, []]).count())
  return db.transaction('r', meta, chats, agents, async () => {
    const [unread, feed, acting, directory] = await meta.bulkGet(['unread', 'feed', 'actor', 'directory'])
    const ownId = feed?.key === 'feed' ? feed.me : null
    const actingId = acting?.key === 'actor' ? acting.agentId : null
    const [own, other] = await agents.bulkGet([ownId ?? '', actingId ?? ''])
    const agent = other && !other.isRemoved ? other : own
    const id = agent?.id ?? ownId
    const teamIds = directory?.key === 'directory' ? directory.directory.teams.map((team) => team.id) : []
    const [unreadChats, mine, later, queue] = await Promise.all([
      chats.where('[unreadMark+negAt+id]').between([1], [2]).count(),
      Promise.all(inPlaces(id === null ? [] : [agentPlace(id)])),
      Promise.all(inPlaces(id === null ? [] : [laterPlace(id)])),
      Promise.all(inPlaces(agent && own ? queuePlaces(agent, teamIds) : [])),
    ])
    return {
      unreadTotal: unread?.key === 'unread' ? unread.total : 0,
      unreadChats,
      cases: { mine: sum(mine), later: sum(later), queue: sum(queue) },
    }
  })
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
