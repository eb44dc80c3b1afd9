export type { PaletteCommand } from './model/palette-rows'
export { Palette, type PaletteProps } from './ui/Palette'
