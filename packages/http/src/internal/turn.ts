/** Stands for what runs before the platform next waits for anything outside. */
export interface Turn {
  readonly isOver: () => boolean
}

/** One that is past. */
export const over: Turn = { isOver: () => true }

let current: Turn | undefined

/** Promises that hand a failure on take a few steps, within one turn. */
const steps = 16

const stepOn = async (): Promise<void> => {
  for (let step = 0; step < steps; step++) await Promise.resolve()
}

/**
 * The turn that is under way. What fails within the turn in which it has begun cannot
 * have had an answer: answers come in later ones.
 */
export const currentTurn = (): Turn => {
  if (current !== undefined) return current
  let isOver = false
  current = { isOver: () => isOver }
  void stepOn().then(() => {
    isOver = true
    current = undefined
    return undefined
  })
  return current
}
