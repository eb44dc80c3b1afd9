/** What `npm audit --json` said: the holes that count, or why there is no answer. */
const COUNTS = ['high', 'critical']

/**
 * @param {string} text
 * @param {Readonly<Record<string, string>>} accepted package → why its hole does no harm here
 * @returns {{ kind: 'notAsked', why: string } | { kind: 'asked', packages: number, holes: string[], unused: string[] }}
 */
export function readAudit(text, accepted) {
  const report = parsed(text)
  if (!report?.vulnerabilities) return { kind: 'notAsked', why: whyNot(report) }
  const found = Object.values(report.vulnerabilities).filter(({ severity }) => COUNTS.includes(severity))
  return {
    kind: 'asked',
    packages: report.metadata?.dependencies?.total ?? 0,
    holes: found
      .filter(({ name }) => !(name in accepted))
      .map(({ name, severity, range, via }) => `${name} ${range}: ${severity}: ${titlesOf(via)}`),
    unused: Object.keys(accepted).filter((name) => !found.some((each) => each.name === name)),
  }
}

function titlesOf(via) {
  return via.map((each) => (typeof each === 'string' ? `through ${each}` : each.title)).join('; ')
}

function whyNot(report) {
  if (report?.statusCode) return `the registry answered ${String(report.statusCode)}`
  return report?.error?.summary || report?.error?.code || 'the answer is no report'
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
