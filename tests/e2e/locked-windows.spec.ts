import { DeskPage } from '../lib/desk-page'
import { expect, test } from './fixtures'

test.describe('[I9] the windows are locked', () => {
  test('no foreign script, picture, frame or address gets into a page', async ({ launch }) => {
    const app = await launch({ with: 'nothing' })
    const page = await (await app.deskWindow()).evaluateHandle(() => window)
    const refused = await page.evaluate(async () => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        violations.push(`${effectiveDirective} ${blockedURI}`)
      })
      const add = (name: string, attributes: Readonly<Record<string, string>>, text = ''): void => {
        document.body.append(Object.assign(document.createElement(name), attributes, text ? { textContent: text } : {}))
      }
      add('script', {}, 'window.wasRun = true')
      add('script', { src: 'https://example.com/x.js' })
      add('style', {}, '#root { display: none }')
      document.body.setAttribute('style', 'display: none')
      add('img', { src: 'http://127.0.0.1:9/x.png' })
      add('iframe', { src: 'https://example.com/' })
      add('object', { data: 'https://example.com/' })
      const fetched = await fetch('https://example.com/').then(
        () => 'fetched',
        () => 'refused',
      )
      const asked = await Promise.all(
        ['geolocation', 'camera', 'microphone', 'midi'].map(async (name) => {
          const { state } = await navigator.permissions.query({ name: name as PermissionName })
          return state
        }),
      )
      while (violations.length < 8) await new Promise(requestAnimationFrame)
      return { violations, fetched, asked, wasRun: 'wasRun' in window, hasRequire: 'require' in window }
    })
    expect(refused).toEqual({
      violations: expect.arrayContaining([
        'script-src-elem inline',
        'script-src-elem https://example.com/x.js',
        'style-src-elem inline',
        'style-src-attr inline',
        'img-src http://127.0.0.1:9/x.png',
        'frame-src https://example.com',
        'object-src https://example.com',
        'connect-src https://example.com/',
      ]) as string[],
      fetched: 'refused',
      asked: ['denied', 'denied', 'denied', 'denied'],
      wasRun: false,
      hasRequire: false,
    })
  })

  test('every style of ours carries the nonce of its page and works, under a dialog too @long', async ({
    avito,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Первое' })
    const app = await launch({ with: 'both' })
    const page = await app.deskWindow()
    const desk = new DeskPage(page)
    await desk.openChat('Анна Петрова')
    await page.getByRole('button', { name: 'Действия с чатом' }).click()
    await page.getByRole('menuitem', { name: 'Заблокировать клиента…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    const styles = await page.evaluate(() => ({
      elements: [...document.querySelectorAll('style')].map(({ sheet }) => (sheet?.cssRules.length ?? 0) > 0),
      lock: getComputedStyle(document.body).overflow,
      variable: getComputedStyle(document.documentElement).getPropertyValue('--mantine-color-body'),
      // Hidden from selectors, which a style sheet could read it out by.
      shown: document.querySelector('meta[property="csp-nonce"]')?.getAttribute('nonce'),
    }))
    expect(styles).toMatchObject({ lock: 'hidden', shown: '' })
    expect(styles.variable).toMatch(/\S/)
    expect(styles.elements.length).toBeGreaterThan(0)
    expect(styles.elements).not.toContain(false)
    const policies = await page.evaluate(() =>
      Promise.all(
        [1, 2].map(async () => (await fetch('app://otklik/desk.html')).headers.get('content-security-policy')),
      ),
    )
    expect(new Set(policies).size).toBe(2)
  })

  test('[O2] what waits in the outbox is stored to stay @long', async ({ launch }) => {
    const page = await (await launch({ with: 'nothing' })).deskWindow()
    await expect.poll(() => page.evaluate(() => navigator.storage.persisted())).toBe(true)
  })

  test('a page goes nowhere, opens nothing and may call only what is its own', async ({ launch }) => {
    const app = await launch({ with: 'sip' })
    const page = await app.deskWindow()
    const opened: string[] = []
    await app.app.evaluate(({ shell }) => {
      Object.assign(globalThis, { openedOutside: [] })
      shell.openExternal = (url) => {
        ;(globalThis as unknown as { openedOutside: string[] }).openedOutside.push(url)
        return Promise.resolve()
      }
    })
    const media = await app.mediaWindow()
    const before = await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    await page.evaluate(() => {
      window.open('file:///etc/passwd')
      window.open('javascript:alert(1)')
      window.open('http://example.com/')
      window.open('https://example.com/in-the-browser')
      location.href = 'https://example.com/'
    })
    await page.evaluate(() => {
      location.href = 'app://otklik/media.html'
    })
    await expect
      .poll(() => app.app.evaluate(() => (globalThis as unknown as { openedOutside: string[] }).openedOutside))
      .toEqual(['https://example.com/in-the-browser'])
    expect(page.url()).toMatch(/^app:\/\/otklik\/desk\.html/)
    expect(await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(before)
    expect(opened).toEqual([])

    const refusals = await media.evaluate(() =>
      Promise.all(
        ['hub:get-connection', 'sip:list-lines', 'app:get-settings', 'nothing:such', 'constructor'].map(
          async (name) => {
            const reply = await (
              window as unknown as { otklik: { invoke(channel: string, args: unknown): Promise<{ kind?: string }> } }
            ).otklik.invoke(name, null)
            return reply.kind
          },
        ),
      ),
    )
    expect(refusals).toEqual(['notAllowed', 'notAllowed', 'notAllowed', 'notAllowed', 'notAllowed'])
    const bad = await page.evaluate(() => window.otklik.invoke('app:open-external', { url: 5 }))
    expect(bad).toMatchObject({ ok: false, kind: 'badArguments' })
  })

  test('the hub lets in nobody without its secret, and tells a stranger nothing @long', async ({ avito, launch }) => {
    await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Первое' })
    const app = await launch({ with: 'avito' })
    const page = await app.deskWindow()
    await expect.poll(() => avito.control.webhooks()).toHaveLength(1)
    const [hook = ''] = await avito.control.webhooks()
    const { origin, pathname } = new URL(hook)
    const channel = pathname.split('/')[2] ?? ''
    const ask = async (path: string, init: RequestInit = {}): Promise<[number, string]> => {
      const answer = await fetch(`${origin}${path}`, init)
      return [answer.status, await answer.text()]
    }
    const unknownHook = '{"error":"unknownHook","message":"There is no such hook."}'
    expect(await ask(`/hooks/${channel}/wrong`, { method: 'POST', body: '{}' })).toEqual([404, unknownHook])
    const stranger = '01890a5d-ac96-774b-bcce-b302099a8057'
    expect(await ask(`/hooks/${stranger}/wrong`, { method: 'POST', body: '{}' })).toEqual([404, unknownHook])
    expect((await ask(pathname, { method: 'POST', body: '{}' }))[0]).toBe(200)
    expect((await ask('/api/channels'))[0]).toBe(401)
    expect((await ask('/api/channels', { headers: { authorization: 'Bearer wrong' } }))[0]).toBe(401)
    const [status, text] = await ask('/oauth/callback?state=made-up&code=stolen')
    expect(status).toBe(400)
    expect(text).not.toContain('made-up')
    expect(text).not.toContain('stolen')

    // A page of ours knows the secret; the same page with a wrong one is refused.
    const closes = await page.evaluate(
      (address) =>
        Promise.all(
          ['wrong', ''].map(
            (secret) =>
              new Promise<string>((done) => {
                const socket = new WebSocket(`${address}/sync`, secret ? ['otklik.sync', secret] : ['otklik.sync'])
                socket.onopen = () => {
                  done('opened')
                }
                socket.onerror = () => {
                  done('refused')
                }
              }),
          ),
        ),
      origin.replace('http', 'ws'),
    )
    expect(closes).toEqual(['refused', 'refused'])
  })
})
