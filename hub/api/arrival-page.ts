import type { OidcArrival } from '../accounts/oidc'
import { personPage, preferred, type Language } from './person-page'

interface Words {
  readonly title: string
  readonly advice: string
}

const words: Readonly<Record<Language, Readonly<Record<OidcArrival['kind'], Words>>>> = {
  ru: {
    proven: {
      title: 'Вход подтверждён',
      advice: 'Вернитесь в «Отклик». Если он не открылся сам, введите там этот код:',
    },
    declined: { title: 'Вход отменён', advice: 'Чтобы войти, начните вход в «Отклике» ещё раз.' },
    failed: {
      title: 'Войти не удалось',
      advice: 'Служба входа не ответила как ожидалось. Вернитесь в «Отклик» и попробуйте ещё раз.',
    },
    unknownState: {
      title: 'Ссылка устарела',
      advice: 'Этот вход начат не здесь или уже завершён. Начните его в «Отклике» ещё раз.',
    },
    noAccount: {
      title: 'Учётной записи нет',
      advice: 'Для вашего адреса нет открытой учётной записи. Попросите администратора вас пригласить.',
    },
  },
  en: {
    proven: {
      title: 'You are confirmed',
      advice: 'Go back to Otklik. If it did not open by itself, type this code there:',
    },
    declined: { title: 'Sign-in cancelled', advice: 'To sign in, start again in Otklik.' },
    failed: {
      title: 'The sign-in failed',
      advice: 'The sign-in service did not answer as expected. Go back to Otklik and try again.',
    },
    unknownState: {
      title: 'This link is out of date',
      advice: 'This sign-in was not started here or is finished already. Start it in Otklik again.',
    },
    noAccount: {
      title: 'There is no account',
      advice: 'There is no open account for your address. Ask an administrator to invite you.',
    },
  },
}
const OPEN: Readonly<Record<Language, string>> = { ru: 'Открыть «Отклик»', en: 'Open Otklik' }

/** What a person sees in the browser after the provider. The code and the link are made of letters and digits alone. */
export function arrivalPage(arrival: OidcArrival, acceptLanguage: string): string {
  const language = preferred(acceptLanguage)
  const { title, advice } = words[language][arrival.kind]
  if (arrival.kind !== 'proven') return personPage(language, title, `<p>${advice}</p>`)
  const link = `otklik://sign-in?attempt=${arrival.attempt}&amp;code=${arrival.code}`
  const shown = `<p><strong>${arrival.code}</strong></p><p><a href="${link}">${OPEN[language]}</a></p>`
  return personPage(language, title, `<p>${advice}</p>${shown}`)
}
