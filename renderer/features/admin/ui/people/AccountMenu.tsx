import { Menu } from '@mantine/core'

import type { Person } from '#shared/contract/accounts'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconButton } from '../../../../ui/IconButton'
import { IconDots } from '../../../../ui/icons'
import type { AccountDeed } from '../../model/people-rest'

/** `login`, `code` and `erase` ask for more first. */
export type AccountWish = AccountDeed | 'login' | 'code' | 'erase'

export interface AccountMenuProps {
  readonly person: Person
  readonly onWish: (wish: AccountWish) => void
}

/** Everything that can be done to somebody's way in; what makes no sense now is not offered. */
export function AccountMenu({ person: { name, account }, onWish }: AccountMenuProps) {
  const { t } = useTranslation('admin')
  const wishes: readonly AccountWish[] = !account
    ? ['code']
    : account.isClosed
      ? ['open', 'erase']
      : [
          'login',
          'code',
          ...(account.sessions > 0 ? (['end-sessions'] as const) : []),
          ...(account.hasSecondFactor ? (['reset-second-factor'] as const) : []),
          'close',
        ]
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t('accounts.more', { name })} hasPopup>
          <IconDots size={18} stroke={1.7} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {wishes.map((wish) => (
          <Menu.Item
            key={wish}
            {...(wish === 'close' || wish === 'erase' ? { color: 'danger' } : {})}
            onClick={() => {
              onWish(wish)
            }}
          >
            {t(wish === 'code' && !account ? 'accounts.wish.invite' : `accounts.wish.${wish}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
