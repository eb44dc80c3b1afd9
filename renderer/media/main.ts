import { connectToMain } from './main-port'

connectToMain()
