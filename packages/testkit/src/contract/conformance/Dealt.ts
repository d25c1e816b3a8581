/**
 * Values by turns: cards from a shuffled deck, each dealt before any is dealt again.
 */
import * as fc from "fast-check"

interface Context<A> {
  readonly arbitrary: fc.Arbitrary<A>
  readonly inner: unknown
}

/** A deck of cards. It is shuffled by the generator's own randomness, so a seed deals the same cards. */
export interface Deck<Card> {
  readonly cards: ReadonlyArray<Card>
  readonly left: Array<Card>
}

/** A deck that is dealt from the start. */
export const makeDeck = <Card>(cards: ReadonlyArray<Card>): Deck<Card> => ({ cards, left: [] })

const shuffled = <Card>(cards: ReadonlyArray<Card>, mrng: fc.Random): ReadonlyArray<Card> =>
  cards
    .map((card) => ({ card, at: mrng.nextInt() }))
    .sort((one, other) => one.at - other.at)
    .map(({ card }) => card)

class Dealt<Card, A> extends fc.Arbitrary<A> {
  readonly deck: Deck<Card>
  readonly isWanted: (card: Card) => boolean
  readonly play: (card: Card) => fc.Arbitrary<A>

  constructor(deck: Deck<Card>, isWanted: (card: Card) => boolean, play: (card: Card) => fc.Arbitrary<A>) {
    super()
    this.deck = deck
    this.isWanted = isWanted
    this.play = play
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<A> {
    const arbitrary = this.play(this.deal(mrng))
    const value = arbitrary.generate(mrng, biasFactor)
    const context: Context<A> = { arbitrary, inner: value.context }
    return new fc.Value(value.value_, context)
  }

  override canShrinkWithoutContext(_value: unknown): _value is A {
    return false
  }

  override shrink(value: A, context: unknown): fc.Stream<fc.Value<A>> {
    if (!isContext<A>(context)) return fc.Stream.nil()
    const { arbitrary, inner } = context
    return arbitrary.shrink(value, inner).map((smaller) => {
      const next: Context<A> = { arbitrary, inner: smaller.context }
      return new fc.Value(smaller.value_, next)
    })
  }

  private deal(mrng: fc.Random): Card {
    const { cards, left } = this.deck
    let at = left.findIndex(this.isWanted)
    if (at < 0) {
      left.push(...shuffled(cards, mrng))
      at = left.findIndex(this.isWanted)
    }
    const [card] = left.splice(at, 1)
    if (at < 0 || card === undefined) throw new Error("The deck has no wanted card")
    return card
  }
}

const isContext = <A>(context: unknown): context is Context<A> =>
  typeof context === "object" && context !== null && "arbitrary" in context

/**
 * Values made of the cards of a deck, by turns. At least one card has to be wanted.
 * Shrinking keeps the card and makes the value smaller.
 */
export const dealt = <Card, A>(
  deck: Deck<Card>,
  isWanted: (card: Card) => boolean,
  play: (card: Card) => fc.Arbitrary<A>,
): fc.Arbitrary<A> => new Dealt(deck, isWanted, play)
