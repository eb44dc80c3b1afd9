import { useCallback, useEffect, useRef, useState } from 'react'

import type { CallId } from '#shared/domain/ids'

import { useDeskData } from '../../../data/desk-data-context'
import { useClock } from '../../../ui/clock-context'
import { RemarkBox } from './remark-box'

export interface RemarkText {
  /** `null` until it is known what was written before. */
  readonly text: string | null
  readonly change: (text: string) => void
  readonly leave: () => void
}

export function useRemarkBox(callId: CallId, isRunning: boolean): RemarkText {
  const data = useDeskData()
  const clock = useClock()
  const [text, setText] = useState<string | null>(null)
  const box = useRef<RemarkBox | null>(null)
  useEffect(() => {
    const opened = new RemarkBox({ callId, data, clock, onText: setText })
    box.current = opened
    void opened.read()
    return () => {
      opened.dispose()
    }
  }, [callId, data, clock])
  useEffect(() => {
    box.current?.setRunning(isRunning)
  }, [isRunning, callId])
  return {
    text,
    change: useCallback((typed) => box.current?.change(typed), []),
    leave: useCallback(() => box.current?.leave(), []),
  }
}
