import { Button, Group, Textarea } from '@mantine/core'

import type { BotMenu, BotScreen } from '#shared/domain/bot'
import type { MenuProblem } from '#shared/domain/menu-check'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPlus, IconTrash } from '../../../ui/icons'
import { addChoice, changeScreen, removeScreen } from '../model/edit-menu'
import classes from './Bots.module.css'
import { ChoiceRow } from './ChoiceRow'

const MAX_CHOICES = 9
const TEXT_LENGTH = 900

export interface ScreenCardProps {
  readonly menu: BotMenu
  readonly screen: BotScreen
  readonly number: number
  readonly problems: readonly MenuProblem[]
  /** Empty fields are marked only after somebody wanted to save them. */
  readonly isTried: boolean
  readonly onChange: (menu: BotMenu) => void
}

export function ScreenCard({ menu, screen, number, problems, isTried, onChange }: ScreenCardProps) {
  const { t } = useTranslation('bots')
  const isStart = menu.startId === screen.id
  const own = problems.filter((problem) => 'screenId' in problem && problem.screenId === screen.id)
  const choiceProblem = (index: number): string | null => {
    const found = own.find((problem) => 'choice' in problem && problem.choice === index)
    if (found) return t(`menu.problem.${found.code}`)
    return isTried && screen.choices[index]?.label.trim() === '' ? t('required') : null
  }
  return (
    <li className={classes.screen}>
      <div className={classes.screenHead}>
        <b>{t('menu.screen', { number })}</b>
        {isStart ? (
          <span className={classes.start}>{t('menu.start')}</span>
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              onChange({ ...menu, startId: screen.id })
            }}
          >
            {t('menu.makeStart')}
          </Button>
        )}
        <IconButton
          label={t('menu.removeScreen', { number })}
          disabledReason={menu.screens.length === 1 ? t('menu.keepLast') : null}
          onClick={() => {
            onChange(removeScreen(menu, screen.id))
          }}
        >
          <IconTrash size={18} stroke={1.7} aria-hidden />
        </IconButton>
      </div>
      <Textarea
        aria-label={t('menu.text', { number })}
        placeholder={t('menu.textHint')}
        rows={3}
        maxLength={TEXT_LENGTH}
        value={screen.text}
        error={isTried && screen.text.trim() === '' ? t('required') : null}
        onChange={(event) => {
          onChange(changeScreen(menu, screen.id, { text: event.currentTarget.value }))
        }}
      />
      {screen.choices.length === 0 && <p className={classes.notice}>{t('menu.noChoices')}</p>}
      <ol className={classes.choices}>
        {screen.choices.map((_, index) => (
          <ChoiceRow
            key={index}
            menu={menu}
            screen={screen}
            screenNumber={number}
            index={index}
            problem={choiceProblem(index)}
            onChange={onChange}
          />
        ))}
      </ol>
      {own
        .filter((problem) => !('choice' in problem))
        .map(({ code }) => (
          <p key={code} role="status" className={classes.warning}>
            {t(`menu.problem.${code}`)}
          </p>
        ))}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('menu.addChoiceTo', { number })}
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={screen.choices.length >= MAX_CHOICES}
          onClick={() => {
            onChange(addChoice(menu, screen))
          }}
        >
          {t('menu.addChoice')}
        </Button>
      </Group>
    </li>
  )
}
