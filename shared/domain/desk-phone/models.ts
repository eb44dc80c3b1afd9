/** Desk phones that Otklik drives (spec D1). */
export const DESK_PHONE_MODELS = ['yealink-t31', 'fanvil-x3s', 'grandstream-gxp1620'] as const
export type DeskPhoneModel = (typeof DESK_PHONE_MODELS)[number]

export const MODEL_NAMES: Readonly<Record<DeskPhoneModel, string>> = {
  'yealink-t31': 'Yealink SIP-T31',
  'fanvil-x3s': 'Fanvil X3S',
  'grandstream-gxp1620': 'Grandstream GXP1620',
}

export type DeskPhoneAction = 'dial' | 'answer' | 'reject' | 'hangUp' | 'hold' | 'mute' | 'dtmf' | 'transfer'

/**
 * - `told` the phone can do it and lets us know what came of it
 * - `untold` a press of a key whose outcome the phone tells nobody: the screen says so and claims nothing
 */
export type ActionKind = 'told' | 'untold'

export interface DeskPhoneTraits {
  readonly actions: Readonly<Record<DeskPhoneAction, ActionKind>>
  /** Its state can be asked for; the others only tell, and what gets lost on the way stays unknown. */
  readonly canBeRead: boolean
  /** A command may name the call that it is meant for; elsewhere a key acts on whatever the phone shows. */
  readonly namesCalls: boolean
  /** It signs in with a name besides the password. */
  readonly hasUser: boolean
  /** Whole settings can be handed over in a file; of Fanvil’s no names of keys are known. */
  readonly provisioning: 'file' | 'partOfFile' | 'byHand'
}

/** The one table that says what each model can do; the screen is drawn from it (spec D4). */
export const TRAITS: Readonly<Record<DeskPhoneModel, DeskPhoneTraits>> = {
  'yealink-t31': {
    actions: {
      dial: 'told',
      answer: 'told',
      reject: 'told',
      hangUp: 'told',
      hold: 'told',
      mute: 'told',
      dtmf: 'untold',
      transfer: 'told',
    },
    canBeRead: false,
    namesCalls: true,
    hasUser: true,
    provisioning: 'file',
  },
  'fanvil-x3s': {
    actions: {
      dial: 'told',
      answer: 'told',
      reject: 'told',
      hangUp: 'told',
      hold: 'told',
      mute: 'untold',
      dtmf: 'untold',
      transfer: 'told',
    },
    canBeRead: false,
    namesCalls: false,
    hasUser: true,
    provisioning: 'byHand',
  },
  'grandstream-gxp1620': {
    actions: {
      dial: 'told',
      answer: 'told',
      reject: 'told',
      hangUp: 'told',
      hold: 'told',
      mute: 'untold',
      dtmf: 'untold',
      transfer: 'told',
    },
    canBeRead: true,
    namesCalls: false,
    hasUser: false,
    provisioning: 'partOfFile',
  },
}
