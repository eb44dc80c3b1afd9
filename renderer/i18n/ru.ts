import admin from './ru/admin.json'
import bots from './ru/bots.json'
import calls from './ru/calls.json'
import cases from './ru/cases.json'
import channels from './ru/channels.json'
import chats from './ru/chats.json'
import common from './ru/common.json'
import deskPhone from './ru/desk-phone.json'
import duties from './ru/duties.json'
import incoming from './ru/incoming.json'
import keys from './ru/keys.json'
import palette from './ru/palette.json'
import reports from './ru/reports.json'
import settings from './ru/settings.json'
import shell from './ru/shell.json'
import signIn from './ru/sign-in.json'
import supervisor from './ru/supervisor.json'

export const ru = {
  admin,
  bots,
  calls,
  cases,
  channels,
  chats,
  common,
  deskPhone,
  duties,
  incoming,
  keys,
  palette,
  reports,
  settings,
  shell,
  signIn,
  supervisor,
} as const
