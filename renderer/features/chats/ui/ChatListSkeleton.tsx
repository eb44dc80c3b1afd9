import { useTranslation } from '../../../i18n/use-translation'
import classes from './ChatListSkeleton.module.css'

const ROWS = [0, 1, 2, 3, 4, 5, 6, 7]

/** Comes into sight only after 200 ms: an answer within that time is never announced by grey boxes. */
export function ChatListSkeleton() {
  const { t } = useTranslation('common')
  return (
    <div className={classes.root} role="status" aria-label={t('loading')}>
      {ROWS.map((row) => (
        <div key={row} className={classes.row} aria-hidden>
          <span className={classes.disc} />
          <span className={classes.lines}>
            <span className={classes.bar} style={{ width: `${String(52 + ((row * 17) % 34))}%` }} />
            <span className={classes.bar} style={{ width: `${String(64 + ((row * 11) % 30))}%` }} />
          </span>
        </div>
      ))}
    </div>
  )
}
