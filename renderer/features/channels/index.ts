export { ChannelsSection } from './ui/ChannelsSection'
