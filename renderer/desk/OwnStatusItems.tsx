import { Menu } from '@mantine/core'

import type { OwnStatusId } from '#shared/domain/ids'
import { ownStatusName, plainStatusOf } from '#shared/domain/own-status'

import { useTranslation } from '../i18n/use-translation'
import { useDeskData } from '../data/desk-data-context'
import { useOwnStatuses } from '../data/use-own-statuses'
import { IconCheck } from '../ui/icons'
import { STATUS_LOOK } from '../ui/status-look'
import classes from './StatusMenu.module.css'

/** The company's own statuses (spec N8); under each what comes to whoever is in it. */
export function OwnStatusItems({ present }: { readonly present: OwnStatusId | null }) {
  const { t, i18n } = useTranslation('cases')
  const data = useDeskData()
  const offered = useOwnStatuses().filter(({ isRemoved }) => !isRemoved)
  return (
    <div className={classes.own}>
      {offered.map((status) => (
        <Menu.Item
          key={status.id}
          aria-current={present === status.id || undefined}
          leftSection={<i className={classes.dot} style={{ background: STATUS_LOOK[status.colour] }} />}
          rightSection={present === status.id && <IconCheck size={16} aria-hidden />}
          onClick={() => void data.setStatus(plainStatusOf(status), undefined, status.id)}
        >
          {ownStatusName(status, i18n.language)}
          <small className={classes.takes}>
            {t(`status.takes.${status.takesCases ? 'cases' : 'noCases'}${status.takesCalls ? 'Calls' : 'NoCalls'}`)}
          </small>
        </Menu.Item>
      ))}
    </div>
  )
}
