import { describe, expect, it } from 'vitest'

import type { AgentStatus } from '#shared/domain/agent'
import type { AgentId, OwnStatusId } from '#shared/domain/ids'

import { comeBack, leave } from './absence'

const anna = (status: AgentStatus, ownStatusId: OwnStatusId | null = null) => ({
  id: 'anna' as AgentId,
  status,
  ownStatusId,
})
const boris = (status: AgentStatus) => ({ id: 'boris' as AgentId, status })

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

describe('[N9] away with the lock screen or sleep', () => {
  it.each(['online', 'wrapUp'] as const)('leads from %s to away and back on line', (status) => {
    const kept = memory()
    expect(leave(anna(status), kept)).toBe('away')
    expect(comeBack(anna('away'), kept)).toEqual({ ownStatusId: null })
  })

  it.each(['break', 'away', 'offline'] as const)('leaves %s as it was chosen', (status) => {
    const kept = memory()
    expect(leave(anna(status), kept)).toBeNull()
    expect(comeBack(anna(status), kept)).toBeNull()
  })

  it('[N8] leads back to a status of the company’s own, and takes nobody out of one', () => {
    const training = 'training' as OwnStatusId
    const kept = memory()
    leave(anna('online', 'chats' as OwnStatusId), kept)
    expect(comeBack(anna('away'), kept)).toEqual({ ownStatusId: 'chats' })
    leave(anna('online'), kept)
    expect(comeBack(anna('away', training), kept)).toBeNull()
  })

  it('leaves what was chosen meanwhile, at another desk or by hand', () => {
    const kept = memory()
    leave(anna('online'), kept)
    expect(comeBack(anna('break'), kept)).toBeNull()
    expect(comeBack(anna('away'), kept)).toBeNull()
  })

  it('brings nobody else on line', () => {
    const kept = memory()
    leave(anna('online'), kept)
    expect(comeBack(boris('away'), kept)).toBeNull()
  })
})
