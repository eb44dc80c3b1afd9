import { useEffect } from 'react'
import { useStore } from 'zustand'

import { guideStore, openGuide } from '../features/guide'
import { isAction } from '../ui/keys/key-table'

/** The guide, by its key wherever one is in the desk; what another dialog asks is answered first. */
export function useGuide(): boolean {
  const isOpen = useStore(guideStore, (state) => state.place !== null)
  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      if (!isAction(event, 'guide') || document.querySelector('[role=dialog]') !== null) return
      event.preventDefault()
      openGuide()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  }, [])
  return isOpen
}
