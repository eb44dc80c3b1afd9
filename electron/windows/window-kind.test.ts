import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import type { Contract } from '#shared/contract/define'
import { mayUseArea } from './window-kind'

const FOLDER = join(import.meta.dirname, '../../shared/contract/ipc')
/** Over a port of their own (media-bridge.ts). */
const OTHERWISE = ['media', 'mediaReports']

describe('areas of the contract', () => {
  it('[I9] may each be used by a window, and none by the media window', async () => {
    const areas: string[] = []
    for (const file of readdirSync(FOLDER).filter((name) => !name.includes('.test.'))) {
      const exported = Object.values((await import(join(FOLDER, file))) as Readonly<Record<string, unknown>>)
      areas.push(...exported.filter(isContract).map(({ area }) => area))
    }
    expect(areas).toContain('moving')
    const kinds = ['desk', 'incoming', 'widget'] as const
    const unused = areas.filter((area) => !kinds.some((kind) => mayUseArea(kind, area)))
    expect(unused.toSorted()).toEqual(OTHERWISE)
    expect(areas.filter((area) => mayUseArea('media', area))).toEqual([])
  })
})

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'area' in value && 'members' in value
}
