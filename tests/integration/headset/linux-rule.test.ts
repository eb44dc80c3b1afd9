import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { describe, expect, it } from 'vitest'

import { vendorOf } from '../../../shared/domain/headset/vendors'

const RULES = resolve(import.meta.dirname, '../../../resources/udev/70-otklik-headsets.rules')

describe('[H1] the rule for Linux', () => {
  it('opens the headsets of every maker that is known, and of no other', () => {
    const lines = readFileSync(RULES, 'utf8').matchAll(/ATTRS\{idVendor\}=="([0-9a-f]{4})", TAG\+="uaccess"/g)
    const opened = [...lines].map(([, id]) => Number.parseInt(id ?? '', 16))
    const known = Array.from({ length: 0x10000 }, (_each, id) => id).filter((id) => vendorOf(id) !== null)
    expect(opened.sort((a, b) => a - b)).toEqual(known)
  })
})
