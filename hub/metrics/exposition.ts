type Labels = Readonly<Record<string, string>>

interface Sample {
  readonly labels: Labels
  readonly value: number
}

export interface Family {
  readonly name: string
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly samples: readonly (Sample & { readonly suffix?: string })[]
}

/** The text that Prometheus reads (its exposition format, version 0.0.4). */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

export function exposition(families: readonly Family[]): string {
  return families
    .flatMap(({ name, kind, help, samples }) => [
      `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
      `# TYPE ${name} ${kind}`,
      ...samples.map(({ labels, value, suffix = '' }) => `${name}${suffix}${labelsOf(labels)} ${numberOf(value)}`),
    ])
    .map((line) => `${line}\n`)
    .join('')
}

export function gauge(name: string, help: string, samples: readonly Sample[] | number): Family {
  const all = typeof samples === 'number' ? [{ labels: {}, value: samples }] : samples
  return { name, kind: 'gauge', help, samples: all }
}

/** Goes up for as long as the process lives. */
export class Counter {
  private readonly counts = new Map<string, Sample>()

  constructor(
    private readonly name: string,
    private readonly help: string,
  ) {}

  add(labels: Labels = {}, by = 1): void {
    const key = labelsOf(labels)
    this.counts.set(key, { labels, value: (this.counts.get(key)?.value ?? 0) + by })
  }

  family(): Family {
    return { name: this.name, kind: 'counter', help: this.help, samples: [...this.counts.values()] }
  }
}

export class Histogram {
  private readonly counts: number[]
  private sum = 0

  constructor(
    private readonly name: string,
    private readonly help: string,
    /** Upper bounds, rising. */
    private readonly bounds: readonly number[],
  ) {
    this.counts = [...bounds.map(() => 0), 0]
  }

  observe(value: number): void {
    const place = this.bounds.findIndex((bound) => value <= bound)
    const at = place < 0 ? this.bounds.length : place
    this.counts[at] = (this.counts[at] ?? 0) + 1
    this.sum += value
  }

  family(): Family {
    let upTo = 0
    const buckets = this.counts.map((count, index) => {
      upTo += count
      const bound = this.bounds[index]
      return { suffix: '_bucket', labels: { le: bound === undefined ? '+Inf' : String(bound) }, value: upTo }
    })
    const samples = [
      ...buckets,
      { suffix: '_sum', labels: {}, value: this.sum },
      { suffix: '_count', labels: {}, value: upTo },
    ]
    return { name: this.name, kind: 'histogram', help: this.help, samples }
  }
}

function labelsOf(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function numberOf(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
