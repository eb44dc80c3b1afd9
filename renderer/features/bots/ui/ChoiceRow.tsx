import { Select, TextInput } from '@mantine/core'
import { v7 as uuid } from 'uuid'

import type { BotMenu, BotScreen } from '#shared/domain/bot'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconTrash } from '../../../ui/icons'
import { addScreen, changeChoice, parseStep, removeChoice, stepValue } from '../model/edit-menu'
import classes from './Bots.module.css'

const NEW = 'new'
const LABEL_LENGTH = 60

export interface ChoiceRowProps {
  readonly menu: BotMenu
  readonly screen: BotScreen
  readonly screenNumber: number
  readonly index: number
  readonly problem: string | null
  readonly onChange: (menu: BotMenu) => void
}

/** What the client may say, and what comes then. */
export function ChoiceRow({ menu, screen, screenNumber, index, problem, onChange }: ChoiceRowProps) {
  const { t } = useTranslation('bots')
  const choice = screen.choices[index]
  if (!choice) return null
  const number = { screen: screenNumber, number: index + 1 }
  const screens = menu.screens.map(({ id, text }, at) => ({
    value: stepValue({ kind: 'screen', screenId: id }),
    label:
      text.trim() === ''
        ? t('menu.screen', { number: at + 1 })
        : t('menu.screenNamed', { number: at + 1, text: text.trim() }),
  }))
  const isGone = choice.then.kind === 'screen' && !screens.some(({ value }) => value === stepValue(choice.then))
  const choose = (value: string): void => {
    if (value !== NEW) {
      onChange(changeChoice(menu, screen, index, { then: parseStep(value) }))
      return
    }
    const id = uuid()
    onChange(addScreen(changeChoice(menu, screen, index, { then: { kind: 'screen', screenId: id } }), id))
  }
  return (
    <li className={classes.choice}>
      <span className="tabular" aria-hidden>
        {index + 1}.
      </span>
      <TextInput
        aria-label={t('menu.choice', number)}
        placeholder={t('menu.choiceHint')}
        maxLength={LABEL_LENGTH}
        value={choice.label}
        error={isGone ? null : problem}
        onChange={(event) => {
          onChange(changeChoice(menu, screen, index, { label: event.currentTarget.value }))
        }}
      />
      <Select
        aria-label={t('menu.then', number)}
        allowDeselect={false}
        value={isGone ? null : stepValue(choice.then)}
        error={isGone ? problem : null}
        data={[
          {
            group: t('menu.to.otherwise'),
            items: [
              { value: 'handOver', label: t('menu.to.handOver') },
              { value: 'close', label: t('menu.to.close') },
            ],
          },
          { group: t('menu.to.screens'), items: [...screens, { value: NEW, label: t('menu.to.new') }] },
        ]}
        onChange={(value) => {
          if (value !== null) choose(value)
        }}
      />
      <IconButton
        label={t('menu.removeChoice', number)}
        onClick={() => {
          onChange(removeChoice(menu, screen, index))
        }}
      >
        <IconTrash size={18} stroke={1.7} aria-hidden />
      </IconButton>
    </li>
  )
}
