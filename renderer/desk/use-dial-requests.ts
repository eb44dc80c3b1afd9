import { useEffect, useState } from 'react'

import type { LinksContract } from '#shared/contract/ipc/links'
import type { DialRequest } from '#shared/domain/dial-link'

import { createClient, onEvent } from '../ipc/client'

/** A link or a text of another program that asks for a call: the pad is shown with its number (spec K16). */
export function useDialRequests(goToCalls: () => void): DialRequest | null {
  const [request, setRequest] = useState<DialRequest | null>(null)
  useEffect(() => {
    const links = createClient<LinksContract>('links')
    const look = (): void => {
      links.take().then(
        (taken) => {
          if (!taken) return
          setRequest(taken)
          goToCalls()
        },
        (error: unknown) => {
          reportError(error)
        },
      )
    }
    look()
    const waiting = onEvent<LinksContract, 'waiting'>('links', 'waiting', look)
    return () => {
      waiting.dispose()
    }
  }, [goToCalls])
  return request
}
