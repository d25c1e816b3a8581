/**
 * Values by turns: cards from a shuffled deck, each dealt before any is dealt again;
 * then those first that have not brought what they are there for.
 */
import * as fc from "fast-check"

/**
 * A deck of cards. It is shuffled by the generator's own randomness, so a seed deals the
 * same cards as long as the same of them are due.
 */
export interface Deck<Card> {
  readonly cards: ReadonlyArray<Card>
  /** Whether a card has still to bring something. */
  readonly isDue: (card: Card) => boolean
  /** Cards that are dealt next. */
  readonly left: Array<Card>
  /** Cards that are due, and dealt again before those. */
  readonly again: Array<Card>
  /** How often all cards were shuffled. */
  rounds: number
}

/** A deck that is dealt from the start. */
export const makeDeck = <Card>(cards: ReadonlyArray<Card>, isDue: (card: Card) => boolean): Deck<Card> => ({
  cards,
  isDue,
  left: [],
  again: [],
  rounds: 0,
})

/** Takes the first such card off a pile. */
const take = <Card>(pile: Array<Card>, isMeant: (card: Card) => boolean): Card | undefined => {
  const at = pile.findIndex(isMeant)
  return at < 0 ? undefined : pile.splice(at, 1)[0]
}

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
    return new fc.Value(this.play(this.deal(mrng)).generate(mrng, biasFactor).value_, undefined)
  }

  override canShrinkWithoutContext(_value: unknown): _value is A {
    return false
  }

  override shrink(): fc.Stream<fc.Value<A>> {
    return fc.Stream.nil()
  }

  private deal(mrng: fc.Random): Card {
    const { deck, isWanted } = this
    const card = this.makeUp(mrng) ?? take(deck.left, isWanted)
    if (card !== undefined) return card
    deck.left.push(...shuffled(deck.cards, mrng))
    deck.rounds++
    const next = take(deck.left, isWanted)
    if (next === undefined) throw new Error("The deck has no wanted card")
    return next
  }

  /** A card that was dealt and is due still. */
  private makeUp(mrng: fc.Random): Card | undefined {
    const { again, cards, isDue, rounds } = this.deck
    const isMeant = (card: Card) => this.isWanted(card) && isDue(card)
    if (rounds < 2) return undefined
    const card = take(again, isMeant)
    if (card !== undefined) return card
    again.push(...shuffled(cards.filter(isMeant), mrng))
    return take(again, isMeant)
  }
}

/**
 * Values made of the cards of a deck, by turns. At least one card has to be wanted. They do
 * not shrink: what is made smaller is what a history came to.
 */
export const dealt = <Card, A>(
  deck: Deck<Card>,
  isWanted: (card: Card) => boolean,
  play: (card: Card) => fc.Arbitrary<A>,
): fc.Arbitrary<A> => new Dealt(deck, isWanted, play)
