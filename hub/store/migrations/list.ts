import askBots from './0070-ask-bots.sql?raw'
import buildIndexes from './0600-build-indexes.sql?raw'
import indexWords from './0690-index-words.sql?raw'
import findAnswers from './0691-find-answers.sql?raw'
import skipStatistics from './0692-skip-useless-statistics.sql?raw'
import beginCases from './0060-begin-cases-with-a-message.sql?raw'
import routeCalls from './0190-route-calls.sql?raw'
import rankAgents from './0061-rank-agents.sql?raw'
import createConversations from './0010-create-conversations.sql?raw'
import createChangeFeed from './0020-create-change-feed.sql?raw'
import createContactCentre from './0050-create-contact-centre.sql?raw'
import createOutgoingQueue from './0030-create-outgoing-queue.sql?raw'
import keepWallLog from './0440-keep-wall-log.sql?raw'
import keepAccess from './0130-keep-access.sql?raw'
import holdResponses from './0080-hold-responses.sql?raw'
import keepStatuses from './0431-keep-statuses.sql?raw'
import nameNewMessages from './0430-name-new-messages.sql?raw'
import markHistory from './0040-mark-history.sql?raw'
import markUnread from './0120-mark-unread.sql?raw'
import auditRevisions from './0110-audit-revisions.sql?raw'
import openSiteChat from './0150-open-site-chat.sql?raw'
import notifyByMail from './0170-notify-by-mail.sql?raw'
import planReports from './0482-plan-reports.sql?raw'
import reportPeriods from './0480-report-periods.sql?raw'
import reportResponses from './0481-report-responses.sql?raw'
import reviseMessages from './0100-revise-messages.sql?raw'
import tellMissedTargets from './0470-tell-missed-targets.sql?raw'
import findStatuses from './0471-find-statuses-of-a-day.sql?raw'
import passHooksOn from './0380-pass-hooks-on.sql?raw'
import setCalls from './0180-set-calls.sql?raw'
import mergeCards from './0090-merge-cards.sql?raw'
import connectMango from './0240-connect-mango.sql?raw'
import tellByPush from './0220-tell-by-push.sql?raw'
import wrapUp from './0250-wrap-up.sql?raw'
import signInByOpenid from './0401-sign-in-by-openid.sql?raw'
import snoozeCases from './0500-snooze-cases.sql?raw'
import nameOwnStatuses from './0530-name-own-statuses.sql?raw'
import keepDrafts from './0531-keep-drafts.sql?raw'
import pinForOneself from './0532-pin-for-oneself.sql?raw'
import openAccounts from './0400-open-accounts.sql?raw'
import remarkOnCalls from './0270-remark-on-calls.sql?raw'
import keepAudit from './0490-keep-audit.sql?raw'
import erasePeople from './0491-erase-people.sql?raw'
import eraseInSteps from './0521-erase-in-steps.sql?raw'
import eraseColleagues from './0522-erase-colleagues.sql?raw'
import keepForATime from './0520-keep-for-a-time.sql?raw'

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/** In order; a released one is never edited. */
export const migrations: readonly Migration[] = [
  { number: 10, name: 'create-conversations', sql: createConversations },
  { number: 20, name: 'create-change-feed', sql: createChangeFeed },
  { number: 30, name: 'create-outgoing-queue', sql: createOutgoingQueue },
  { number: 40, name: 'mark-history', sql: markHistory },
  { number: 50, name: 'create-contact-centre', sql: createContactCentre },
  { number: 60, name: 'begin-cases-with-a-message', sql: beginCases },
  { number: 61, name: 'rank-agents', sql: rankAgents },
  { number: 70, name: 'ask-bots', sql: askBots },
  { number: 80, name: 'hold-responses', sql: holdResponses },
  { number: 90, name: 'merge-cards', sql: mergeCards },
  { number: 100, name: 'revise-messages', sql: reviseMessages },
  { number: 110, name: 'audit-revisions', sql: auditRevisions },
  { number: 120, name: 'mark-unread', sql: markUnread },
  { number: 130, name: 'keep-access', sql: keepAccess },
  { number: 150, name: 'open-site-chat', sql: openSiteChat },
  { number: 170, name: 'notify-by-mail', sql: notifyByMail },
  { number: 180, name: 'set-calls', sql: setCalls },
  { number: 190, name: 'route-calls', sql: routeCalls },
  { number: 220, name: 'tell-by-push', sql: tellByPush },
  { number: 240, name: 'connect-mango', sql: connectMango },
  { number: 250, name: 'wrap-up', sql: wrapUp },
  { number: 270, name: 'remark-on-calls', sql: remarkOnCalls },
  { number: 380, name: 'pass-hooks-on', sql: passHooksOn },
  { number: 400, name: 'open-accounts', sql: openAccounts },
  { number: 401, name: 'sign-in-by-openid', sql: signInByOpenid },
  { number: 430, name: 'name-new-messages', sql: nameNewMessages },
  { number: 431, name: 'keep-statuses', sql: keepStatuses },
  { number: 440, name: 'keep-wall-log', sql: keepWallLog },
  { number: 470, name: 'tell-missed-targets', sql: tellMissedTargets },
  { number: 471, name: 'find-statuses-of-a-day', sql: findStatuses },
  { number: 480, name: 'report-periods', sql: reportPeriods },
  { number: 481, name: 'report-responses', sql: reportResponses },
  { number: 482, name: 'plan-reports', sql: planReports },
  { number: 490, name: 'keep-audit', sql: keepAudit },
  { number: 491, name: 'erase-people', sql: erasePeople },
  { number: 500, name: 'snooze-cases', sql: snoozeCases },
  { number: 520, name: 'keep-for-a-time', sql: keepForATime },
  { number: 521, name: 'erase-in-steps', sql: eraseInSteps },
  { number: 522, name: 'erase-colleagues', sql: eraseColleagues },
  { number: 530, name: 'name-own-statuses', sql: nameOwnStatuses },
  { number: 531, name: 'keep-drafts', sql: keepDrafts },
  { number: 532, name: 'pin-for-oneself', sql: pinForOneself },
  { number: 600, name: 'build-indexes', sql: buildIndexes },
  { number: 690, name: 'index-words', sql: indexWords },
  { number: 691, name: 'find-answers', sql: findAnswers },
  { number: 692, name: 'skip-useless-statistics', sql: skipStatistics },
]
