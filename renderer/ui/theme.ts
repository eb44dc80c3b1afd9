import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

import controls from './controls.module.css'

/** Mantine wants ten shades per colour; what is shown comes from tokens.css through the resolvers below. */
const accent: MantineColorsTuple = [
  '#e6f6f2',
  '#d9f0ea',
  '#b0e2d6',
  '#84d3c1',
  '#5ec6ae',
  '#3cc7ae',
  '#1f9a86',
  '#0b7767',
  '#075f52',
  '#04483e',
]

const variantColorResolver: VariantColorsResolver = (input) => {
  const base = defaultVariantColorsResolver(input)
  const isDanger = input.color === 'danger' || input.color === 'red'
  const isAccent = !input.color || input.color === 'accent'
  if (!isDanger && !isAccent) return base
  const tone = isDanger ? 'danger' : 'accent'
  const tint = isDanger ? 'var(--danger-tint)' : 'var(--tint)'
  switch (input.variant) {
    case 'filled':
      return {
        background: `var(--${tone})`,
        hover: `var(--${tone}-strong)`,
        color: `var(--on-${tone})`,
        border: '1px solid transparent',
      }
    case 'light':
      return {
        background: tint,
        hover: tint,
        color: isDanger ? 'var(--danger)' : 'var(--tint-text)',
        border: '1px solid transparent',
      }
    case 'subtle':
    case 'transparent':
      return {
        background: 'transparent',
        hover: `color-mix(in srgb, var(--${tone}) 12%, transparent)`,
        color: `var(--${tone})`,
        border: '1px solid transparent',
      }
    case 'outline':
      return {
        background: 'transparent',
        hover: 'var(--hover)',
        color: `var(--${tone})`,
        border: `1px solid var(--${tone})`,
      }
    default:
      return base
  }
}

/** The grounds of Mantine's own dark parts (menus, filled inputs), in the family of tokens.css. */
const dark: MantineColorsTuple = [
  '#e7eaed',
  '#a9b3bd',
  '#94a0ab',
  '#6d7883',
  '#2b3238',
  '#20262b',
  '#1c2126',
  '#171b1f',
  '#101316',
  '#0c0f11',
]

/** A long list scrolls by itself: a box within it that scrolls could not be reached by keyboard, as a screen reader sees it. */
const choices = { defaultProps: { withScrollArea: false }, classNames: { options: controls.choices ?? '' } }

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontSizes: { xs: 'var(--t12)', sm: 'var(--t13)', md: 'var(--t14)', lg: 'var(--t16)', xl: 'var(--t20)' },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  colors: { accent, dark },
  defaultRadius: 'md',
  radius: { xs: 'var(--r4)', sm: 'var(--r6)', md: 'var(--r8)', lg: 'var(--r12)', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  shadows: { xs: 'var(--float)', sm: 'var(--float)', md: 'var(--float)', lg: 'var(--float)', xl: 'var(--float)' },
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Tooltip: { defaultProps: { openDelay: 450, withArrow: false, offset: 6, fz: 'xs', px: 8, py: 4 } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        radius: 'md',
        withinPortal: true,
        transitionProps: { duration: 120 },
        // The first entry has the focus, as a screen reader expects of a menu; the library's placeholder says nothing.
        withInitialFocusPlaceholder: false,
      },
      // Longer than the window, at 200 % or in a small one, it scrolls.
      styles: { dropdown: { maxHeight: 'calc(100dvh - 16px)', overflowY: 'auto' } },
    },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', transitionProps: { duration: 150 } },
      styles: { title: { fontSize: 'var(--t16)', fontWeight: 650 } },
    },
    Select: choices,
    MultiSelect: choices,
    Autocomplete: choices,
    Input: { classNames: { input: controls.field ?? '' } },
    // Mantine makes these two steps smaller than the field; 12 px is the least that is read all day.
    InputWrapper: {
      // What to type stands under the field, so that fields side by side begin on one line.
      defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] },
      styles: {
        description: { fontSize: 'var(--t12)', lineHeight: '16px' },
        error: { fontSize: 'var(--t12)', lineHeight: '16px' },
      },
    },
    // Mantine's own grey is too faint on white.
    Notification: { styles: { description: { color: 'var(--text-2)' } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Button: { defaultProps: { size: 'sm' } },
    Switch: {
      defaultProps: { withThumbIndicator: false },
      classNames: { track: controls.switch ?? '', thumb: controls.thumb ?? '' },
    },
    SegmentedControl: {
      defaultProps: { withItemsBorders: false },
      classNames: { root: controls.track ?? '', label: controls.segment ?? '' },
    },
    ActionIcon: { classNames: { root: controls.icon ?? '' } },
    Radio: { classNames: { radio: controls.mark ?? '' } },
    Checkbox: { classNames: { input: controls.mark ?? '' } },
  },
})

const surface = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--info)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-strong)',
  '--mantine-primary-color-light': 'var(--tint)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-text': 'var(--accent)',
} as const

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: surface, dark: surface })
