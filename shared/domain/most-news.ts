/** Of more at once only the latest are told of. Stands apart from its contract, whose schemas no window loads. */
export const MAX_NEWS = 1_000
