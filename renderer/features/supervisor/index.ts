export { SUPERVISOR_KEYS } from './model/supervisor-keys'
