import { describe, expect, it } from 'vitest'

import { DAY_MS, HOUR_MS } from './channel-settings'
import { zoneOffsets } from './zone-offsets'

const at = (text: string) => Date.parse(text)

describe('the wall clock of a zone', () => {
  it('[A20] is put on and back at the instants that the zone says', () => {
    const newYork = zoneOffsets('America/New_York')
    expect(newYork.at(at('2026-03-08T06:59:59.999Z'))).toBe(-5 * HOUR_MS)
    expect(newYork.at(at('2026-03-08T07:00:00.000Z'))).toBe(-4 * HOUR_MS)
    expect(newYork.at(at('2026-11-01T05:59:59.999Z'))).toBe(-4 * HOUR_MS)
    expect(newYork.at(at('2026-11-01T06:00:00.000Z'))).toBe(-5 * HOUR_MS)
  })

  it('[A20] knows changes by half an hour, by a whole day, and for good', () => {
    const lordHowe = zoneOffsets('Australia/Lord_Howe')
    expect(lordHowe.at(at('2026-04-04T14:59:59Z'))).toBe(11 * HOUR_MS)
    expect(lordHowe.at(at('2026-04-04T15:00:00Z'))).toBe(10.5 * HOUR_MS)
    const apia = zoneOffsets('Pacific/Apia')
    expect(apia.at(at('2011-12-30T09:59:59Z'))).toBe(-10 * HOUR_MS)
    expect(apia.at(at('2011-12-30T10:00:00Z'))).toBe(14 * HOUR_MS)
    expect(zoneOffsets('Europe/Moscow').at(at('2014-10-25T21:59:59Z'))).toBe(4 * HOUR_MS)
    expect(zoneOffsets('Europe/Moscow').at(at('2014-10-25T22:00:00Z'))).toBe(3 * HOUR_MS)
    const utc = zoneOffsets('UTC')
    expect(utc.ofDay(Math.floor(at('2026-06-01T00:00:00Z') / DAY_MS))).toEqual({
      beforeMs: 0,
      changeAtMs: null,
      afterMs: 0,
    })
  })

  it('[A20] tells the same before and after every change that it names', () => {
    for (const zone of ['Atlantic/Azores', 'Africa/Casablanca', 'America/Havana']) {
      const offsets = zoneOffsets(zone)
      for (let day = 17_000; day < 20_000; day += 1) {
        const { beforeMs, changeAtMs, afterMs } = offsets.ofDay(day)
        if (changeAtMs === null) {
          expect(afterMs).toBe(beforeMs)
          continue
        }
        expect(Math.floor(changeAtMs / DAY_MS)).toBe(day)
        expect(beforeMs).not.toBe(afterMs)
        expect([offsets.at(changeAtMs - 1), offsets.at(changeAtMs)]).toEqual([beforeMs, afterMs])
      }
    }
  })
})
