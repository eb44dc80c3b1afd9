import { createContext, useContext, useMemo, type ReactNode } from 'react'

import type { MessageId } from '#shared/domain/ids'
import { foundIn, type FoundStretch } from '#shared/domain/text-search/found-words'
import { parseTextQuery, type TextQuery } from '#shared/domain/text-search/text-query'

import type { FoundPlace } from '../model/chats.store'

interface FoundHere {
  readonly messageId: MessageId
  readonly query: TextQuery | null
}

const FoundContext = createContext<FoundHere | null>(null)

/** The conversation below shows where the words are for which it was opened. */
export function FoundWordsProvider({
  found,
  children,
}: {
  readonly found: FoundPlace | null
  readonly children: ReactNode
}) {
  const here = useMemo(() => found && { messageId: found.messageId, query: parseTextQuery(found.typed) }, [found])
  return <FoundContext.Provider value={here}>{children}</FoundContext.Provider>
}

export function useFoundStretches(text: string): readonly FoundStretch[] {
  const query = useContext(FoundContext)?.query ?? null
  return useMemo(() => (query ? foundIn(text, query) : NOTHING), [query, text])
}

export function useIsFound(id: MessageId): boolean {
  return useContext(FoundContext)?.messageId === id
}

const NOTHING: readonly FoundStretch[] = []
