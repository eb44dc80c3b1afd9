import { describe, expect, it } from 'vitest'

import { providerOf, readTeamConfig } from './team-config'

const key = Buffer.alloc(32, 7).toString('base64')
const whole = {
  DATABASE_URL: 'postgresql://otklik:word@db.example:5432/otklik',
  OTKLIK_TOKEN_KEY: key,
  OTKLIK_DATA_FOLDER: '/var/lib/otklik',
}

describe('what a team’s hub is told', () => {
  it('takes the environment and says nothing of what has a usual value', () => {
    expect(readTeamConfig({ ...whole, OTKLIK_PORT: '', HOME: '/root' })).toEqual({
      ok: true,
      value: {
        ...whole,
        DATABASE_POOL: 10,
        OTKLIK_DISK_RESERVE_MB: 512,
        OTKLIK_PORT: 8480,
        OTKLIK_LANGUAGE: 'ru',
        OTKLIK_OIDC_NAME: 'OpenID Connect',
      },
    })
  })

  it('reads a secret from a file and leaves the line’s end off', () => {
    const read = readTeamConfig(
      { ...whole, OTKLIK_TOKEN_KEY: undefined, OTKLIK_TOKEN_KEY_FILE: '/run/key' },
      () => `${key}\n`,
    )
    expect(read).toMatchObject({ ok: true, value: { OTKLIK_TOKEN_KEY: key } })
  })

  it('names everything that is missing at once, and what to put there', () => {
    const read = readTeamConfig({})
    expect(read.ok).toBe(false)
    if (read.ok) return
    const names = read.error.map((problem) => problem.split(':')[0])
    expect(names).toEqual(['DATABASE_URL', 'OTKLIK_TOKEN_KEY', 'OTKLIK_DATA_FOLDER'])
    expect(read.error[1]).toContain('openssl rand -base64 32')
  })

  it('refuses what cannot work, and repeats no secret', () => {
    const read = readTeamConfig({
      DATABASE_URL: 'mysql://user:hidden@host/otklik',
      OTKLIK_TOKEN_KEY: 'hidden',
      OTKLIK_DATA_FOLDER: '/data',
      OTKLIK_PORT: '70000',
      DATABASE_POOL: 'many',
      OTKLIK_LANGUAGE: 'de',
      OTKLIK_DISK_RESERVE_MB: '1 GB',
    })
    expect(read.ok).toBe(false)
    if (read.ok) return
    expect(read.error).toHaveLength(6)
    expect(read.error.join(' ')).not.toContain('hidden')
    expect(read.error.find((problem) => problem.startsWith('OTKLIK_PORT'))).toContain('from 1 to 65535')
  })

  it('says which file cannot be read, and that a secret was given twice', () => {
    const gone = () => {
      throw new Error('ENOENT: no such file')
    }
    expect(readTeamConfig({ ...whole, OTKLIK_TOKEN_KEY: '', OTKLIK_TOKEN_KEY_FILE: '/gone' }, gone)).toEqual({
      ok: false,
      error: ['OTKLIK_TOKEN_KEY_FILE: the file cannot be read (Error: ENOENT: no such file)'],
    })
    expect(readTeamConfig({ ...whole, OTKLIK_TOKEN_KEY_FILE: '/run/key' }, () => key)).toMatchObject({
      ok: false,
      error: ['OTKLIK_TOKEN_KEY: given twice, by itself and by OTKLIK_TOKEN_KEY_FILE; keep one'],
    })
  })

  it('needs the whole of a provider of OpenID Connect, or none', () => {
    const provider = { OTKLIK_OIDC_ISSUER: 'https://id.example', OTKLIK_OIDC_NAME: 'Вход компании' }
    expect(readTeamConfig({ ...whole, ...provider, OTKLIK_PUBLIC_URL: 'http://hub.example' })).toEqual({
      ok: false,
      error: [
        'OTKLIK_OIDC_CLIENT_ID: expected, because OTKLIK_OIDC_ISSUER is given',
        'OTKLIK_OIDC_CLIENT_SECRET: expected, because OTKLIK_OIDC_ISSUER is given',
        'OTKLIK_PUBLIC_URL: expected the address of the proxy: https://…',
      ],
    })
    const rest = { OTKLIK_OIDC_CLIENT_ID: 'otklik', OTKLIK_PUBLIC_URL: 'https://hub.example' }
    const read = readTeamConfig(
      { ...whole, ...provider, ...rest, OTKLIK_OIDC_CLIENT_SECRET_FILE: '/run/oidc' },
      () => 'word\n',
    )
    expect(read.ok && providerOf(read.value)).toEqual({
      issuer: 'https://id.example',
      clientId: 'otklik',
      clientSecret: 'word',
      publicUrl: 'https://hub.example',
      name: 'Вход компании',
    })
    const without = readTeamConfig(whole)
    expect(without.ok && providerOf(without.value)).toBeUndefined()
  })
})
