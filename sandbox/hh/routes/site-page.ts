import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;background:#f4f5f7;color:#1d2129;display:grid;place-items:center;min-height:100vh;margin:0}
main{background:#fff;border-radius:16px;padding:32px 40px;max-width:440px;box-shadow:0 8px 32px #0001}h1{font-size:22px;margin:0 0 8px}
button,select{font:inherit;padding:10px 20px;border-radius:10px;border:0;margin-right:8px}button{cursor:pointer}select{background:#f0f1f4}
button[value=allow]{background:#c8102e;color:#fff}small{color:#6b7280}`

/** A page of the site for people. */
export function sitePage(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
          <p><small>Это учебная копия: настоящие данные здесь не нужны.</small></p>
        </main>
      </body>
    </html>`
}
