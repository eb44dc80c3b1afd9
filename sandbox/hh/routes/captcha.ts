import { Hono } from 'hono'
import { html } from 'hono/html'

import type { HhContext } from '../context'
import { formOf } from './guard'
import { sitePage } from './site-page'

/** The page behind `captcha_url`, opened in a browser with a `backurl` (facts §1). */
export function captchaRoutes({ settings }: HhContext): Hono {
  const app = new Hono()
  app.get('/account/captcha', (c) => {
    const back = c.req.query('backurl') ?? ''
    return c.html(
      sitePage(
        'Подтвердите, что вы не робот',
        html`<form method="post" action="/account/captcha">
          <input type="hidden" name="backurl" value="${back}" />
          <button value="allow">Я не робот</button>
        </form>`,
      ),
    )
  })
  app.post('/account/captcha', async (c) => {
    settings.isCaptchaRequired = false
    const back = (await formOf(c)).get('backurl') ?? ''
    if (/^https?:/.test(back) && URL.canParse(back)) return c.redirect(back, 302)
    return c.html(sitePage('Готово', html`<p>Можно вернуться в приложение.</p>`))
  })
  return app
}
