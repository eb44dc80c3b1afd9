import type { GuidePlace } from '../model/guide.store'
import type { Block } from '../model/parse-guide'
import { GuideLine } from './GuideLine'

export interface GuideTaskProps {
  readonly blocks: readonly Block[]
  readonly onGo: (place: GuidePlace) => void
}

/** Steps and sentences of one task. Its picture stays in the repository: here the screen itself is at hand. */
export function GuideTask({ blocks, onGo }: GuideTaskProps) {
  return blocks.map((block, at) => {
    if (block.kind === 'picture') return null
    if (block.kind === 'text')
      return (
        <p key={at}>
          <GuideLine line={block.line} onGo={onGo} />
        </p>
      )
    const List = block.kind === 'steps' ? 'ol' : 'ul'
    return (
      <List key={at}>
        {block.lines.map((line, index) => (
          <li key={index}>
            <GuideLine line={line} onGo={onGo} />
          </li>
        ))}
      </List>
    )
  })
}
