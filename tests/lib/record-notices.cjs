'use strict'
// Loaded by Electron before the application (`-r`): notes the notifications that the application would show, since a
// test machine has no desktop that shows them. The application's own path up to Electron's class is unchanged.
const { app, Notification } = require('electron')

const notices = []
const badges = []
globalThis.otklikTest = { notices, badges }
Notification.isSupported = () => true
Notification.prototype.show = function show() {
  notices.push(this)
}
app.setBadgeCount = (count) => {
  badges.push(count)
  return true
}
