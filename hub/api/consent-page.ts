import { personPage, preferred, type Language } from './person-page'

type Outcome = 'authorised' | 'declined' | 'failed' | 'unknownState'

interface Words {
  readonly title: string
  readonly advice: string
}

const words: Readonly<Record<Language, Readonly<Record<Outcome, Words>>>> = {
  ru: {
    authorised: { title: 'Готово: доступ получен', advice: 'Закройте эту страницу и вернитесь в «Отклик».' },
    declined: {
      title: 'Доступ не предоставлен',
      advice: 'Вы отказались. Чтобы подключить канал, начните авторизацию в «Отклике» ещё раз.',
    },
    failed: {
      title: 'Авторизация не удалась',
      advice: 'Канал не ответил как ожидалось. Вернитесь в «Отклик» и попробуйте ещё раз.',
    },
    unknownState: {
      title: 'Ссылка устарела',
      advice: 'Эта авторизация начата не здесь или уже завершена. Начните её в «Отклике» ещё раз.',
    },
  },
  en: {
    authorised: { title: 'Done: access granted', advice: 'Close this page and go back to Otklik.' },
    declined: {
      title: 'Access was not granted',
      advice: 'You declined. To connect the channel, start the authorisation in Otklik again.',
    },
    failed: {
      title: 'The authorisation failed',
      advice: 'The channel did not answer as expected. Go back to Otklik and try again.',
    },
    unknownState: {
      title: 'This link is out of date',
      advice: 'This authorisation was not started here or is finished already. Start it in Otklik again.',
    },
  },
}

/** What a person sees in the browser after the platform's consent page. */
export function consentPage(outcome: Outcome, acceptLanguage: string): string {
  const language = preferred(acceptLanguage)
  const { title, advice } = words[language][outcome]
  return personPage(language, title, `<p>${advice}</p>`)
}
