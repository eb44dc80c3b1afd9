export { lineName, lineTone } from './model/line-summary'
export { sipRequests, useLines } from './model/lines'
export { deskPhoneRequests, useDeskPhone } from './model/desk-phone'
export { LineState } from './ui/LineState'
