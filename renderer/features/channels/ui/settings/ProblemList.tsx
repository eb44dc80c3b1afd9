import type { SettingsProblem } from '#shared/domain/settings-check'

import { useTranslation } from '../../../../i18n/use-translation'
import classes from './ChannelSettings.module.css'

export function ProblemList({ problems }: { readonly problems: readonly SettingsProblem[] }) {
  const { t } = useTranslation('channels')
  const sentences = [...new Set(problems.map((problem) => t(`settings.problem.${problem.code}`, { ...problem })))]
  return (
    <ul className={classes.problems}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
