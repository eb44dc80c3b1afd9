import { describe, expect, it } from 'vitest'

import { silentLogger } from '#shared/lib/logger'

import { keepStorage } from './keep-storage'

describe('keepStorage', () => {
  const warnings = async (persist: () => Promise<boolean>): Promise<readonly string[]> => {
    const said: string[] = []
    await keepStorage({ persist }, { ...silentLogger, warn: (message) => said.push(message) })
    return said
  }

  it('[O2] asks for storage that stays, and says where it is not to be had', async () => {
    expect(await warnings(() => Promise.resolve(true))).toEqual([])
    expect(await warnings(() => Promise.resolve(false))).toEqual(['the storage may be evicted'])
    expect(await warnings(() => Promise.reject(new TypeError('opaque origin')))).toEqual([
      'the storage could not be made to stay',
    ])
  })
})
