import type { Invitation } from '#shared/contract/accounts'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconButton } from '../../../../ui/IconButton'
import { IconTrash } from '../../../../ui/icons'
import { formatMoment } from '../../../../ui/time'
import classes from '../Admin.module.css'

export interface InvitationRowsProps {
  readonly invitations: readonly Invitation[]
  readonly onRevoke: (invitation: Invitation) => void
}

/** Codes that open something now. What they are is known to whoever was given them. */
export function InvitationRows({ invitations, onRevoke }: InvitationRowsProps) {
  const { t, i18n } = useTranslation('admin')
  if (invitations.length === 0) return null
  return (
    <>
      <h2 className={classes.part}>{t('accounts.invitations')}</h2>
      <ul className={classes.rows} aria-label={t('accounts.invitations')}>
        {invitations.map((invitation) => (
          <li key={invitation.id} className={classes.row}>
            <span>
              <b>{invitation.name}</b>
              <small>
                {[
                  invitation.login,
                  t(`roles.${invitation.role}`),
                  t('accounts.validUntil', { time: formatMoment(invitation.expiresAtMs, i18n.language) }),
                ].join(' · ')}
              </small>
            </span>
            <span />
            <IconButton
              label={t('accounts.revoke', { name: invitation.name })}
              onClick={() => {
                onRevoke(invitation)
              }}
            >
              <IconTrash size={18} stroke={1.7} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </>
  )
}
