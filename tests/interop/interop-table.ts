import type { TestDetails } from '@playwright/test'
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

const TYPE = 'interop'

/** What a test proves, for the table at the end: the feature, over which transport and media, with whom. */
export function interop(feature: string, transport: string, peer: string): TestDetails {
  return { annotation: { type: TYPE, description: [feature, transport, peer].join(' | ') } }
}

/** Prints feature × transport × peer: pass or fail, of every test that says what it proves. */
export default class InteropTable implements Reporter {
  private readonly results = new Map<string, TestResult['status']>()

  onTestEnd(test: TestCase, { status }: TestResult): void {
    for (const { type, description } of test.annotations)
      if (type === TYPE && description !== undefined) this.results.set(description, status)
  }

  onEnd(): void {
    if (this.results.size === 0) return
    const rows = [...this.results].map(([what, status]) => [
      ...what.split(' | '),
      status === 'passed' ? 'pass' : 'fail',
    ])
    const table = [['feature', 'transport', 'peer', ''], ...rows]
    const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
    console.log('\nInteroperability:')
    for (const row of table) console.log(`  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`)
  }
}
