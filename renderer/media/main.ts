import { connectToMain } from './main-port'
import { createMedia } from './create-media'

connectToMain(createMedia)
