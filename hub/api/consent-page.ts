type Outcome = 'authorised' | 'declined' | 'failed' | 'unknownState'
type Language = 'ru' | 'en'

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

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;background:Canvas;color:CanvasText;color-scheme:light dark}main{max-width:28rem;padding:2rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}'

/** What a person sees in the browser after the platform's consent page. No scripts, nothing of the query in it. */
export function consentPage(outcome: Outcome, acceptLanguage: string): string {
  const language = preferred(acceptLanguage)
  const { title, advice } = words[language][outcome]
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${advice}</p></main></body></html>`
}

/** The first language of the list that we have (RFC 9110 §12.5.4; browsers list by preference). Russian first. */
function preferred(acceptLanguage: string): Language {
  for (const range of acceptLanguage.toLowerCase().split(',')) {
    const tag = range.trim().slice(0, 2)
    if (tag === 'ru' || tag === 'en') return tag
  }
  return acceptLanguage === '' ? 'ru' : 'en'
}
