import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { formatClock } from '../../../ui/time'
import type { Problem } from '../model/sign-in.store'

const MINUTE_MS = 60_000

/** What happened and what to do about it. */
export function ProblemText({ problem }: { readonly problem: Problem }) {
  const { t, i18n } = useTranslation('signIn')
  switch (problem.kind) {
    case 'lockedOut':
      return (
        <InlineError>
          {problem.untilMs === null
            ? t('problem.lockedOut')
            : t('problem.lockedOutUntil', { time: formatClock(wholeMinute(problem.untilMs), i18n.language) })}
        </InlineError>
      )
    case 'weakPassword':
      return <InlineError>{t(`weak.${problem.problem}`)}</InlineError>
    case 'unreachable':
    case 'databaseAway':
    case 'certificate':
    case 'clientCertificate':
    case 'proxyLogin':
    case 'notHub':
    case 'embedded':
      return <InlineError>{t(`problem.${problem.kind}`, { host: problem.host })}</InlineError>
    case 'deskTooOld':
    case 'hubTooOld':
      return (
        <InlineError>
          {t(`problem.${problem.kind}`, { hub: problem.hubVersion, desk: problem.deskVersion })}
        </InlineError>
      )
    default:
      return <InlineError>{t(`problem.${problem.kind}`)}</InlineError>
  }
}

/** Nobody is told a minute in which it is still too early. */
function wholeMinute(atMs: number): number {
  return Math.ceil(atMs / MINUTE_MS) * MINUTE_MS
}
