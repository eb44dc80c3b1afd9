/** What the browser brings back from the consent page. */
export async function giveConsent(
  address: string,
  decision: 'allow' | 'deny',
  managerId: string,
): Promise<Record<string, string>> {
  const page = await (await fetch(address)).text()
  const hidden = [...page.matchAll(/name="(redirect_uri|code_challenge|state)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  )
  const answer = await fetch(new URL('/oauth/decide', address), {
    method: 'POST',
    body: new URLSearchParams([...hidden, ['manager', managerId], ['decision', decision]]),
    redirect: 'manual',
  })
  const back = new URL(answer.headers.get('location') ?? '')
  return Object.fromEntries(back.searchParams)
}
