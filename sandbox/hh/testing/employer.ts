import type { HhSandbox } from '../index'

const AGENT = 'OtklikTests/1.0 (tests@otklik.example)'

export interface Reply {
  readonly status: number
  /** The parsed body; the text itself where it is not JSON. */
  readonly json: unknown
  readonly headers: Headers
}

export interface Employer {
  readonly token: string
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>
}

/** A client of the sandbox with the first manager's fresh token, or another's. Objects go as JSON, parameters as form. */
export async function employerOf(sandbox: HhSandbox, managerId: string = sandbox.managerIds[0]): Promise<Employer> {
  const { accessToken } = await sandbox.control.grant(managerId)
  return { token: accessToken, call: (...args) => callWith(sandbox, accessToken, ...args) }
}

export async function callWith(
  sandbox: HhSandbox,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const isForm = body instanceof URLSearchParams || body instanceof FormData
  const answer = await fetch(path.startsWith('http') ? path : sandbox.apiUrl + path, {
    method,
    headers: {
      'user-agent': AGENT,
      authorization: `Bearer ${token}`,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const isJson = (answer.headers.get('content-type') ?? '').startsWith('application/json')
  return {
    status: answer.status,
    json: isJson && text !== '' ? (JSON.parse(text) as unknown) : text,
    headers: answer.headers,
  }
}
