import { describe, expect, it } from 'vitest'

import { isOpenable } from './external-address'
import { isPermitted, isPermittedDevice } from './permissions'

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
    for (const permission of ['geolocation', 'clipboard-read', 'display-capture', 'openExternal', 'midi', 'usb']) {
      for (const kind of ['desk', 'incoming', 'media'] as const) expect(isPermitted(kind, permission, [])).toBe(false)
    }
  })

  it('[H1] lets only the media window reach headsets, and nobody any other device', () => {
    expect(isPermitted('media', 'hid', [])).toBe(true)
    for (const kind of ['desk', 'incoming', 'widget'] as const) expect(isPermitted(kind, 'hid', [])).toBe(false)
    const headset = { collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }] }
    expect(isPermittedDevice('hid', headset)).toBe(true)
    expect(isPermittedDevice('hid', {})).toBe(true)
    expect(isPermittedDevice('hid', { collections: [{ usagePage: 0xf1d0 }] })).toBe(false)
    for (const type of ['usb', 'serial']) expect(isPermittedDevice(type, headset)).toBe(false)
  })
})
