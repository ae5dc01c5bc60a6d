/** Labels to a pattern or to alternatives. */
export type WordedLabels = Readonly<Record<string, string | readonly string[]>>;

/** What the words need of a trigger. Looser than what the API answers: a draft that is being written has words, too. */
export interface WordedTrigger {
  readonly type?: string;
  readonly posture?: string;
  readonly match?: WordedLabels;
  readonly match_related?: WordedLabels | readonly WordedLabels[];
  readonly after?: readonly string[];
  readonly expect?: readonly string[];
  readonly for_each?: readonly string[];
  readonly threshold?: number;
  /** Seconds. */
  readonly within?: number | null;
  readonly metric?: WordedMetric;
  readonly triggers?: readonly WordedTrigger[];
  readonly require?: number | string;
}

/** The query of a metric trigger; times in seconds. */
export interface WordedMetric {
  readonly name?: string;
  readonly operator?: string;
  readonly threshold?: number;
  readonly range?: number;
  readonly firing_for?: number;
}

/** What the words need of an action. */
export interface WordedAction {
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly deployment_id?: string | null | undefined;
  readonly work_pool_id?: string | null | undefined;
  readonly work_queue_id?: string | null | undefined;
  readonly automation_id?: string | null | undefined;
  readonly block_document_id?: string | null | undefined;
  readonly state?: string | undefined;
  readonly name?: string | null | undefined;
  readonly subject?: string | undefined;
  readonly severity?: string | undefined;
  readonly emails?: readonly string[] | undefined;
  /** Seconds. */
  readonly schedule_after?: number | undefined;
}

/** What the words need of an automation. */
export interface WordedAutomation {
  readonly trigger: WordedTrigger;
  readonly actions?: readonly WordedAction[];
  readonly actions_on_trigger?: readonly WordedAction[];
  readonly actions_on_resolve?: readonly WordedAction[];
}

/** Tells the name of an object by its id, where it is known. */
export type NameOf = (id: string) => string | undefined;
