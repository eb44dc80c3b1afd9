import { Button, Menu } from '@mantine/core'
import { useState } from 'react'

import type { LiveCall } from '#shared/domain/telephony'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useHasCome } from '../../../ui/clock-context'
import { IconButton } from '../../../ui/IconButton'
import { IconHangUp } from '../../../ui/IconHangUp'
import { IconPhone, IconX } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import { formatPhone } from '../../../ui/phone'
import { pbxBar, shownUntilMs } from '../model/pbx-bar'
import { useTelephony, type MyTelephony } from '../model/use-telephony'
import classes from './PbxCallBar.module.css'

/** Calls of my own phone at the connected PBX: whichever device carries them, they are ended and passed on from here. */
export function PbxCallBar() {
  const mine = useTelephony()
  return mine && <Bar mine={mine} />
}

function Bar({ mine }: { readonly mine: MyTelephony }) {
  const { t } = useTranslation('calls')
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  const { calls, request: last } = pbxBar(mine, dismissed)
  const isPast = useHasCome(last && shownUntilMs(last))
  const request = isPast ? null : last
  return (
    <div className={classes.root}>
      {calls.map((call) => (
        <LiveRow key={call.id} call={call} mine={mine} />
      ))}
      {request && request.state.kind !== 'failed' && (
        <span role="status">{t(`pbx.asked.${request.kind}`, { number: formatPhone(request.number) })}</span>
      )}
      {request?.state.kind === 'failed' && (
        <InlineError
          tone="warn"
          actions={
            <IconButton
              label={t('refused.dismiss')}
              size={22}
              onClick={() => {
                setDismissed(new Set([...dismissed, request.id]))
              }}
            >
              <IconX size={14} aria-hidden />
            </IconButton>
          }
        >
          {t(`pbx.failed.${request.state.reason}`, { number: formatPhone(request.number) })}
        </InlineError>
      )}
    </div>
  )
}

function LiveRow({ call, mine: { telephony, extension } }: { readonly call: LiveCall; readonly mine: MyTelephony }) {
  const { t } = useTranslation('calls')
  const data = useDeskData()
  const others = telephony.employees.filter((employee) => employee.extension !== extension)
  const who = formatPhone(call.number)
  return (
    <div className={classes.call} role="group" aria-label={t('pbx.call', { number: who })}>
      <IconPhone size={18} aria-hidden />
      <span className={classes.words}>
        {t(`pbx.phase.${call.direction}.${call.phase}`, { number: who, provider: telephony.provider })}
      </span>
      <div className={classes.buttons}>
        {telephony.capabilities.transfer && call.phase !== 'held' && others.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-sm" variant="default" aria-haspopup="menu">
                {t('pbx.transfer')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown aria-label={t('pbx.transfer')}>
              {others.map((employee) => (
                <Menu.Item
                  key={employee.extension}
                  onClick={() => void data.transferPbxCall(call.id, employee.extension)}
                >
                  {t('pbx.employee', { name: employee.name, extension: employee.extension })}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {telephony.capabilities.hangUp && (
          <Button
            size="compact-sm"
            color="danger"
            leftSection={<IconHangUp size={16} aria-hidden />}
            onClick={() => void data.hangUpPbxCall(call.id)}
          >
            {t('pbx.hangUp')}
          </Button>
        )}
      </div>
    </div>
  )
}
