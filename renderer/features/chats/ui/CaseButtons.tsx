import { Button, Menu, Tooltip } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { IconButton } from '../../../ui/IconButton'
import { IconArrowBackUp, IconCheck, IconFlag, IconPin, IconUserPlus, IconUserShare } from '../../../ui/icons'
import { KeyCap } from '../../../ui/keys/KeyCap'
import { Keys } from '../../../ui/Keys'
import type { CaseActions } from './use-case-actions'

/** The steps that are taken all day, in sight: take, transfer, close. */
export function CaseButtons({ actions }: { readonly actions: CaseActions }) {
  const { t } = useTranslation('cases')
  const { steps, take, ask } = actions
  const isWaiting = steps.take === 'claim'
  return (
    <>
      {steps.canTransfer && !isWaiting && (
        <IconButton
          label={t('action.transfer')}
          action="transferCase"
          onClick={() => {
            ask('transfer')
          }}
        >
          <IconUserShare size={20} stroke={1.6} />
        </IconButton>
      )}
      {steps.take !== null && (
        <Tooltip label={<Keys label={t(isWaiting ? 'action.take' : 'action.takeOver')} action="takeCase" />}>
          <Button
            size="compact-md"
            fz="sm"
            variant={isWaiting ? 'filled' : 'light'}
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={take}
          >
            {t(isWaiting ? 'action.take' : 'action.takeOver')}
          </Button>
        </Tooltip>
      )}
      {steps.canClose && steps.take === null && (
        <Tooltip label={<Keys label={t('action.close')} action="closeCase" />}>
          <Button
            size="compact-md"
            fz="sm"
            variant="light"
            leftSection={<IconCheck size={16} aria-hidden />}
            onClick={() => {
              ask('close')
            }}
          >
            {t('action.close')}
          </Button>
        </Tooltip>
      )}
    </>
  )
}

interface CaseMenuItemsProps {
  readonly chat: ChatRow
  readonly actions: CaseActions
}

/** Everything that can be done with the case, with its keys. */
export function CaseMenuItems({ chat, actions }: CaseMenuItemsProps) {
  const { t } = useTranslation('cases')
  const { steps, ask, giveBack, isPinned, togglePin, togglePriority } = actions
  const { priority } = chat.case
  if (!steps.canMark) return null
  return (
    <>
      <Menu.Item leftSection={<IconPin size={16} />} rightSection={<KeyCap action="pinCase" />} onClick={togglePin}>
        {t(isPinned ? 'action.unpin' : 'action.pin')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFlag size={16} />}
        rightSection={<KeyCap action="highPriority" />}
        onClick={togglePriority}
      >
        {t(priority === 'high' ? 'action.makeNormal' : 'action.makeHigh')}
      </Menu.Item>
      {steps.canTransfer && (
        <Menu.Item
          leftSection={<IconUserShare size={16} />}
          rightSection={<KeyCap action="transferCase" />}
          onClick={() => {
            ask('transfer')
          }}
        >
          {t('action.transfer')}
        </Menu.Item>
      )}
      {steps.canReturn && (
        <Menu.Item
          leftSection={<IconArrowBackUp size={16} />}
          rightSection={<KeyCap action="returnCase" />}
          onClick={giveBack}
        >
          {t('action.return')}
        </Menu.Item>
      )}
      {steps.canClose && (
        <Menu.Item
          leftSection={<IconCheck size={16} />}
          rightSection={<KeyCap action="closeCase" />}
          onClick={() => {
            ask('close')
          }}
        >
          {t('action.closeMore')}
        </Menu.Item>
      )}
      <Menu.Divider />
    </>
  )
}
