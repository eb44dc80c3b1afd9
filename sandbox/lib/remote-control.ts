type Answer<Call> = Call extends (...args: infer Args) => infer Result ? (...args: Args) => Result : never

/** Calls of a control that another process has: `POST {controlUrl}/<method>` with `{"args":[…]}`. */
export function remoteControl<Control>(controlUrl: string) {
  async function call(method: string, args: readonly unknown[]): Promise<unknown> {
    const answer = await fetch(`${controlUrl}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ args }),
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw new Error(`Sandbox control ${method} failed: ${JSON.stringify(body)}`)
    return body
  }
  // Both ends are compiled from the one interface, so the answers are taken at their word.
  return <Name extends keyof Control & string>(method: Name) =>
    ((...args: readonly unknown[]) => call(method, args)) as Answer<Control[Name]>
}
