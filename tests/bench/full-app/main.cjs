'use strict'
// A page at the desk's own address: its database is the desk's, and no desk runs meanwhile.
const { app, BrowserWindow, protocol } = require('electron')
const { readFileSync } = require('fs')
const path = require('path')

const TYPES = { '.html': 'text/html', '.js': 'text/javascript' }
const ROOT = path.join(__dirname, '../../../out/full')

app.setPath('userData', process.env.FULL_USER_DATA)
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])
app.whenReady().then(() => {
  protocol.handle('app', (request) => {
    const file = path.join(ROOT, new URL(request.url).pathname)
    return new Response(readFileSync(file), { headers: { 'content-type': TYPES[path.extname(file)] } })
  })
  const window = new BrowserWindow({
    width: 400,
    height: 300,
    webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
  })
  window.loadURL('app://otklik/index.html')
})
