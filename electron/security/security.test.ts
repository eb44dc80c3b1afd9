import { describe, expect, it } from 'vitest'

import { isOpenable } from './external-address'
import { isPermitted } from './permissions'

describe('[I9] addresses for the system browser', () => {
  it.each(['https://www.avito.ru/x?y=1', 'mailto:a@b.ru', 'http://127.0.0.1:4000/consent', 'http://localhost:4000/'])(
    'opens %s',
    (url) => {
      expect(isOpenable(url)).toBe(true)
    },
  )

  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'https://user:secret@example.com/',
    'app://otklik/desk.html',
    'not an address',
    '',
  ])('does not open %s', (url) => {
    expect(isOpenable(url)).toBe(false)
  })
})

describe('[I9] permissions', () => {
  it('lets only the media window hear, and nobody see', () => {
    expect(isPermitted('media', 'media', ['audio'])).toBe(true)
    expect(isPermitted('media', 'media', ['video'])).toBe(false)
    expect(isPermitted('media', 'media', ['audio', 'video'])).toBe(false)
    expect(isPermitted('desk', 'media', ['audio'])).toBe(false)
    expect(isPermitted('incoming', 'media', ['audio'])).toBe(false)
  })

  it('grants nothing else but what the windows use', () => {
    expect(isPermitted('desk', 'notifications', [])).toBe(true)
    expect(isPermitted('desk', 'clipboard-sanitized-write', [])).toBe(true)
    expect(isPermitted('desk', 'persistent-storage', [])).toBe(true)
    expect(isPermitted('media', 'persistent-storage', [])).toBe(false)
    for (const permission of [
      'geolocation',
      'clipboard-read',
      'display-capture',
      'openExternal',
      'midi',
      'hid',
      'usb',
    ]) {
      for (const kind of ['desk', 'incoming', 'media'] as const) expect(isPermitted(kind, permission, [])).toBe(false)
    }
  })
})
