export interface AlternatingPlan {
  readonly blocks: number
  /** Measurements of each side in a block. */
  readonly perBlock: number
  /** Measurements of the value that are thrown away first: they pay for compiling, which a floor in C has behind it. */
  readonly warmUp: number
}

export interface Sides {
  readonly value: (count: number) => Promise<readonly number[]>
  readonly floor: (count: number) => Promise<readonly number[]>
}

/** Value and floor in turns of short blocks, so that other load on the machine meets both alike. */
export async function alternate(
  plan: AlternatingPlan,
  sides: Sides,
): Promise<{ readonly values: readonly number[]; readonly floors: readonly number[] }> {
  await sides.floor(plan.perBlock)
  await sides.value(plan.warmUp)
  const values: number[] = []
  const floors: number[] = []
  for (let block = 0; block < plan.blocks; block += 1) {
    floors.push(...(await sides.floor(plan.perBlock)))
    values.push(...(await sides.value(plan.perBlock)))
  }
  return { values, floors }
}

export async function repeat(count: number, measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  while (times.length < count) times.push(await measure())
  return times
}
