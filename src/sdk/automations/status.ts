/** A window that a trigger has open: it counts events, or waits for them. */
export interface OpenWindow {
  /** Path of the trigger in the automation, such as `0` or `1.0`. */
  readonly trigger: string;
  /** For which values of the `for_each` labels. */
  readonly labels: Readonly<Record<string, string>>;
  readonly start: string;
  /** Null when it does not end by itself. */
  readonly end: string | null;
  readonly count: number;
  readonly threshold: number;
  /** When it fires if nothing more comes; null when it does not fire by itself. */
  readonly deadline: string | null;
  readonly last_event_id: string | null;
}

/** How an automation stands, as its workflow says. */
export interface AutomationStatus {
  readonly automation_id: string;
  readonly workflow_id: string;
  /** Over how many workflows its keys are spread. */
  readonly partitions: number;
  readonly version: number;
  readonly enabled: boolean;
  /** How many events it has evaluated, and how often it has fired. */
  readonly events: number;
  readonly firings: number;
  /** Events that are there and not evaluated yet. */
  readonly waiting: number;
  readonly next_deadline: string | null;
  readonly open_windows: { readonly count: number; readonly first: readonly OpenWindow[] };
  /** The latest decisions in words, the last one last. */
  readonly latest_reasons: readonly { readonly code: string; readonly text: string }[];
  /** How often each decision was taken. */
  readonly decisions: Readonly<Record<string, number>>;
}
