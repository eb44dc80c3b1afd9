import { describe, expect, it } from 'vitest'

import { parseBenchArgs } from '../../bench/lib/bench-args'

const KNOWN = ['start', 'gateway-1', 'gateway-10', 'widget', 'widget-size']

describe('the arguments of npm run bench', () => {
  it('mean every benchmark where none is named', () => {
    expect(parseBenchArgs([], KNOWN)).toEqual({ asJson: false, isFull: false, names: KNOWN })
  })

  it('take a name for all that begin with it, unless one has that name', () => {
    expect(parseBenchArgs(['--json', 'gateway'], KNOWN)).toEqual({
      asJson: true,
      isFull: false,
      names: ['gateway-1', 'gateway-10'],
    })
    expect(parseBenchArgs(['widget'], KNOWN)).toEqual({ asJson: false, isFull: false, names: ['widget'] })
  })

  it('take a number of calls', () => {
    expect(parseBenchArgs(['--calls', '40', 'start'], KNOWN)).toEqual({
      asJson: false,
      isFull: false,
      names: ['start'],
      calls: 40,
    })
    expect(parseBenchArgs(['--calls', 'many'], KNOWN)).toEqual({
      error: '--calls wants a whole number from 1, not many.',
    })
    expect(parseBenchArgs(['--calls'], KNOWN)).toEqual({ error: '--calls wants a whole number from 1, not nothing.' })
  })

  it('take the wish for a full run', () => {
    expect(parseBenchArgs(['--full', 'start'], KNOWN)).toEqual({ asJson: false, isFull: true, names: ['start'] })
  })

  it('are refused where nothing has that name', () => {
    expect(parseBenchArgs(['gate'], KNOWN)).toEqual({
      error: `No benchmark gate. There are: ${KNOWN.join(', ')}.`,
    })
    expect(parseBenchArgs(['--jsn'], KNOWN)).toEqual({
      error: 'No option --jsn. There are: --json, --full, --calls N.',
    })
  })
})
