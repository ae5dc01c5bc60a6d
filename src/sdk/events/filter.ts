import type { ResourceSpecification } from '../triggers/match.ts';

/** Which events are meant; all that is given must be met. The names are those of the wire. */
export interface EventFilter {
  /** When they occurred, ISO 8601; both ends belong to it. */
  readonly occurred?: { readonly since?: string; readonly until?: string };
  readonly event?: {
    readonly name?: readonly string[];
    readonly exclude_name?: readonly string[];
    readonly prefix?: readonly string[];
    readonly exclude_prefix?: readonly string[];
  };
  readonly resource?: AnyResourceFilter & { readonly distinct?: boolean };
  readonly related?: RelatedFilter | readonly RelatedFilter[];
  readonly any_resource?: AnyResourceFilter | readonly AnyResourceFilter[];
  readonly id?: { readonly id?: readonly string[] };
  /** Full text. */
  readonly text?: { readonly query: string };
}

/** Which resources; all that is given must be met. */
export interface AnyResourceFilter {
  readonly id?: readonly string[];
  readonly id_prefix?: readonly string[];
  readonly labels?: ResourceSpecification;
}

/** Which related resources; all that is given must be met. */
export interface RelatedFilter {
  readonly id?: readonly string[];
  readonly role?: readonly string[];
  readonly resources_in_roles?: readonly (readonly [id: string, role: string])[];
  readonly labels?: ResourceSpecification;
}
