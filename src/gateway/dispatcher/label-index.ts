import { labelOf, type CompiledLeaf, type RequiredLabel } from '../../triggers/index.ts';
import type { EventBrief } from '../../store/log.ts';
import { TextIndex } from './text-index.ts';

/** What the index looks at. */
export interface IndexedEvent {
  readonly event: string;
  readonly resource: Readonly<Record<string, string>>;
  readonly related: readonly Readonly<Record<string, string>>[];
}

/** Where something stands: under each of the texts of one label that it requires, or (null) with what requires none. */
export type Shelf = { readonly of: 'resource' | 'related'; readonly required: RequiredLabel } | null;

/**
 * Things that expect the same event's name, by a label that each of them requires: ten thousand that differ by the id
 * of a resource are told apart by one look. Of the labels that a thing requires, it stands under the one whose
 * texts the fewest others require.
 */
export class LabelIndex<T> {
  readonly #others = new Set<T>();
  readonly #resource: Map<string, TextIndex<Set<T>>> = new Map();
  readonly #related: Map<string, TextIndex<Set<T>>> = new Map();

  get isEmpty(): boolean {
    return this.#others.size === 0 && this.#resource.size === 0 && this.#related.size === 0;
  }

  /** Adds a thing that a leaf stands for; answers where it was put. */
  add(thing: T, leaf: Pick<CompiledLeaf, 'fitsResource' | 'fitsRelated'>): Shelf {
    const shelf = this.#choose(leaf);
    if (shelf === null) this.#others.add(thing);
    else {
      const labels = this.#labels(shelf.of);
      const { label, texts } = shelf.required;
      let index = labels.get(label);
      if (index === undefined) labels.set(label, (index = new TextIndex()));
      for (const text of texts) index.getOrPut(text, () => new Set()).add(thing);
    }
    return shelf;
  }

  /** Removes a thing from where it was put. */
  remove(thing: T, shelf: Shelf): void {
    if (shelf === null) {
      this.#others.delete(thing);
      return;
    }
    const labels = this.#labels(shelf.of);
    const { label, texts } = shelf.required;
    const index = labels.get(label);
    for (const text of texts) {
      const things = index?.get(text);
      things?.delete(thing);
      if (things?.size === 0) index?.delete(text);
    }
    if (index?.isEmpty) labels.delete(label);
  }

  /** Calls `take` with each set of things that an event may fit. A thing may be in several of them. */
  find({ resource, related }: IndexedEvent, take: (things: ReadonlySet<T>) => void): void {
    if (this.#others.size > 0) take(this.#others);
    lookUp(this.#resource, resource, take);
    if (this.#related.size > 0) for (const one of related) lookUp(this.#related, one, take);
  }

  /** Whether {@link find} may find anything for an event of which only so much is known. */
  mayConcern({ resourceId, hasRelated }: EventBrief): boolean {
    if (this.#others.size > 0 || (hasRelated && this.#related.size > 0)) return true;
    const ofId = this.#resource.get(RESOURCE_ID);
    if (this.#resource.size > (ofId === undefined ? 0 : 1)) return true;
    let may = false;
    ofId?.find(resourceId, () => (may = true));
    return may;
  }

  #labels(of: 'resource' | 'related'): Map<string, TextIndex<Set<T>>> {
    return of === 'resource' ? this.#resource : this.#related;
  }

  #choose(leaf: Pick<CompiledLeaf, 'fitsResource' | 'fitsRelated'>): Shelf {
    let best: Shelf = null;
    let fewest = Infinity;
    const consider = (of: 'resource' | 'related', required: RequiredLabel): void => {
      const crowd = this.#crowd(of, required);
      // Ids are the labels that tell most apart, also while there is nobody to count yet.
      const isBetter = crowd < fewest || (crowd === fewest && required.label === RESOURCE_ID);
      if (!isBetter) return;
      best = { of, required };
      fewest = crowd;
    };
    for (const required of leaf.fitsResource.required) consider('resource', required);
    for (const required of leaf.fitsRelated.required) consider('related', required);
    return best;
  }

  /** How many stand under the texts of a label already; beginnings of texts count as more than whole ones. */
  #crowd(of: 'resource' | 'related', { label, texts }: RequiredLabel): number {
    const index = this.#labels(of).get(label);
    let crowd = 0;
    for (const text of texts) crowd += (index?.get(text)?.size ?? 0) + (text.exact ? 0 : 0.5);
    return crowd;
  }
}

const RESOURCE_ID = 'prefect.resource.id';

/** Looks a resource's labels up, going through the labels of the index or of the resource: whichever are fewer. */
function lookUp<T>(
  labels: ReadonlyMap<string, TextIndex<Set<T>>>,
  resource: Readonly<Record<string, string>>,
  take: (things: ReadonlySet<T>) => void,
): void {
  if (labels.size <= MANY_LABELS) {
    for (const [label, index] of labels) {
      const value = labelOf(resource, label);
      if (value !== undefined) index.find(value, take);
    }
    return;
  }
  for (const [label, value] of Object.entries(resource)) labels.get(label)?.find(value, take);
}

/** So many labels are asked for by name; more than a resource usually has. */
const MANY_LABELS = 16;
