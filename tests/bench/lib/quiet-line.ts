/**
 * How long nothing is said before each measurement, on both sides. An answer comes sooner from a registrar that is
 * still awake with the message before: by 0.1 ms, as much as there is to compare. sipp follows a 200 with the next
 * request at once and leaves milliseconds between calls; the phone does neither. After this pause both find the
 * registrar asleep, as a call or a refresh does.
 */
export const QUIET_MS = 2
