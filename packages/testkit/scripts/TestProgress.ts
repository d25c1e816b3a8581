/**
 * Tells how far the tests are: at the start how many files there are and about how
 * long they take, then a line as each file ends. What fails is shown in full at the end.
 */
import { availableParallelism } from "node:os"
import { MinimalReporter, type TestModule, type TestSpecification } from "vitest/node"

/** About how many seconds all tests take on one core, by how thorough they are. */
export const secondsOnOneCore = { fast: 30, usual: 280, thorough: 900 } as const

/** How thorough the tests are: see CONTRIBUTING.md. */
export type Effort = keyof typeof secondsOnOneCore

/** As many as somebody may have chosen by name. */
const fewFiles = 10

const aboutTime = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds / 10) * 10} seconds` : `${Math.round(seconds / 60)} minutes`

/** Vitest's reporter of failures, with a line of progress for each file. */
export class TestProgress extends MinimalReporter {
  private readonly effort: Effort
  private readonly seed: number
  private files = 0
  private ended = 0
  private passed = 0
  private failed = 0
  private skipped = 0

  constructor(effort: Effort, seed: number) {
    super()
    this.effort = effort
    this.seed = seed
  }

  override onTestRunStart(specifications: ReadonlyArray<TestSpecification>): void {
    super.onTestRunStart(specifications)
    this.files = specifications.length
    const cores = availableParallelism()
    const seconds = secondsOnOneCore[this.effort] / cores
    // Of a few files that somebody chose nothing is known.
    const time = this.files < fewFiles ? "" : `, about ${aboutTime(seconds)}`
    const part = this.effort === "thorough" ? "" : `, with the part of costly cases that TEST_SEED=${this.seed} chooses`
    this.ctx.logger.log(`${this.files} files of tests on ${cores} cores${time}${part}`)
  }

  override onTestModuleEnd(testModule: TestModule): void {
    super.onTestModuleEnd(testModule)
    this.ended++
    let passed = 0
    let failed = 0
    for (const test of testModule.children.allTests()) {
      const { state } = test.result()
      if (state === "passed") passed++
      else if (state === "failed") failed++
      else this.skipped++
    }
    // A file can fail with no test of its own that did: in a hook, or while it is loaded.
    if (failed === 0 && testModule.state() === "failed") failed = 1
    this.passed += passed
    this.failed += failed
    const outcome = failed === 0 ? `${passed} passed` : `${passed} passed, ${failed} FAILED`
    const seconds = (testModule.diagnostic().duration / 1000).toFixed(1)
    const at = String(this.ended).padStart(String(this.files).length)
    this.ctx.logger.log(`${at}/${this.files}  ${testModule.relativeModuleId}: ${outcome}, ${seconds} s`)
  }

  override async onTestRunEnd(...ended: Parameters<MinimalReporter["onTestRunEnd"]>): Promise<void> {
    await super.onTestRunEnd(...ended)
    const skipped = this.skipped === 0 ? "" : `, ${this.skipped} skipped`
    this.ctx.logger.log(`${this.passed} passed, ${this.failed} failed${skipped}`)
  }
}
