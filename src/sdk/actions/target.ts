/**
 * What an action acts on: the object with an id (`selected`, the default), or the one that the triggering event is about
 * (`inferred`).
 */
export type Target<Id extends string> =
  | ({ readonly source?: 'selected' } & { readonly [K in Id]: string })
  | ({ readonly source: 'inferred' } & { readonly [K in Id]?: null });

/** Where a target comes from, and its id; null when it is inferred. */
export function sourceOf(target: { readonly source?: 'selected' | 'inferred' }): 'selected' | 'inferred' {
  return target.source ?? 'selected';
}
