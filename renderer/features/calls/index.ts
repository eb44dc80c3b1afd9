export { CALL_KEYS } from './model/call-keys'
export { lineName, lineTone } from './model/line-summary'
export { sipRequests, useLines } from './model/lines'
export { LineState } from './ui/LineState'
