import admin from './en/admin.json'
import bots from './en/bots.json'
import calls from './en/calls.json'
import cases from './en/cases.json'
import channels from './en/channels.json'
import chats from './en/chats.json'
import common from './en/common.json'
import deskPhone from './en/desk-phone.json'
import duties from './en/duties.json'
import incoming from './en/incoming.json'
import keys from './en/keys.json'
import palette from './en/palette.json'
import reports from './en/reports.json'
import settings from './en/settings.json'
import shell from './en/shell.json'
import signIn from './en/sign-in.json'
import supervisor from './en/supervisor.json'

export const en = {
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
