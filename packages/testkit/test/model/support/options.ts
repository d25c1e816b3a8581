/** How many scenarios a property is tried with, and how long they are. */
export const scenarioRuns = { arbitrary: { runs: 200, size: 100 } } as const

/** The same for properties that look at everything after every step. */
export const thoroughRuns = { arbitrary: { runs: 200, size: 60 } } as const
