import { describe, expect, it } from 'vitest'

import { resolveRequest } from './resolve-request'

const FOLDER = '/app/renderer'
const FILE = '0190c0de-0000-7000-8000-000000000001'

describe('addresses of the app scheme', () => {
  it('finds pages and assets of the build', () => {
    expect(resolveRequest('app://otklik/desk.html', FOLDER)).toEqual({
      kind: 'asset',
      path: '/app/renderer/desk.html',
      mimeType: 'text/html; charset=utf-8',
    })
    expect(resolveRequest('app://otklik/assets/desk-Ab_1.js?v=2', FOLDER)).toEqual({
      kind: 'asset',
      path: '/app/renderer/assets/desk-Ab_1.js',
      mimeType: 'text/javascript; charset=utf-8',
    })
  })

  it('finds files of the hub by id alone', () => {
    expect(resolveRequest(`app://otklik/files/${FILE}`, FOLDER)).toEqual({ kind: 'hubFile', fileId: FILE })
    expect(resolveRequest('app://otklik/files/../secret', FOLDER)).toEqual({ kind: 'none' })
    expect(resolveRequest(`app://otklik/files/${FILE}/more`, FOLDER)).toEqual({ kind: 'none' })
  })

  it.each([
    'app://otklik/',
    'app://otklik/desk',
    'app://otklik/.env.json',
    'app://otklik//etc/passwd.html',
    'app://otklik/assets/%2e%2e%2fpackage.json',
    'app://otklik/..%5c..%5cpackage.json',
    'app://otklik/a%00.html',
    'app://otklik.evil/desk.html',
    'app://other/desk.html',
    'file:///etc/passwd.html',
  ])('[I9] answers nothing to %s', (url) => {
    expect(resolveRequest(url, FOLDER)).toEqual({ kind: 'none' })
  })

  // The URL parser takes such dots away before they are looked at.
  it.each(['../../package.json', '%2e%2e/%2e%2e/package.json'])('[I9] never leaves its folder for %s', (path) => {
    expect(resolveRequest(`app://otklik/${path}`, FOLDER)).toEqual({
      kind: 'asset',
      path: '/app/renderer/package.json',
      mimeType: 'application/json',
    })
  })
})
