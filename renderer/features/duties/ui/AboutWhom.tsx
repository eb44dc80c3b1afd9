import { useTranslation } from '../../../i18n/use-translation'

export interface AboutWhomProps {
  readonly chatId: string | null
  readonly clientName: string | null
  readonly caseNumber: number | null
}

/** The client as they are called now, and the case by which one finds them. */
export function AboutWhom({ chatId, clientName, caseNumber }: AboutWhomProps) {
  const { t } = useTranslation('duties')
  if (chatId === null) return null
  return (
    <>
      {clientName ?? t('noName')}
      {caseNumber !== null && <small>{t('of', { number: caseNumber })}</small>}
    </>
  )
}
