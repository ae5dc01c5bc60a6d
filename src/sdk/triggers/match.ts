/** A length of time in seconds, as everywhere on the wire. */
export type Seconds = number;

/**
 * Which resources are meant: label names to a value, or to alternatives. `*` at the end stands for any rest, `!` at the
 * head for "not".
 *
 * @example { 'prefect.resource.id': 'prefect.flow-run.*' }
 */
export type ResourceSpecification = Readonly<Record<string, string | readonly string[]>>;

/** What triggers on events and on metrics have in common. */
export interface ResourceMatch {
  /** An id of one's own; the server gives out a new one in any case when the automation is created. */
  readonly id?: string;
  /** Labels of the event's own resource; all events when absent. */
  readonly match?: ResourceSpecification;
  /** Labels of related resources; in a list, each entry must be met by one of them. */
  readonly match_related?: ResourceSpecification | readonly ResourceSpecification[];
}
