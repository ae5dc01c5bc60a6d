/** One event of a scenario's timeline. Times are seconds. */
export interface ScenarioEvent {
  readonly name: string;
  readonly event: string;
  readonly resource: Record<string, string>;
  readonly related?: Record<string, string>[];
  readonly payload?: Record<string, unknown>;
  readonly occurred?: number;
  readonly follows?: string;
}

/** The automation as in a create request. */
export interface ScenarioAutomation {
  readonly name: string;
  readonly trigger: Record<string, unknown>;
  readonly actions: unknown[];
  readonly enabled?: boolean;
}

/** Something that reaches the engine at `at` seconds. */
export interface TimelineEntry {
  readonly at: number;
  readonly event?: ScenarioEvent;
  readonly disable?: true;
  readonly enable?: true;
  readonly update?: ScenarioAutomation;
}

/** A firing as a scenario states it; `at` in seconds, `event` a name inside the scenario. */
export interface ScenarioFiring {
  readonly at: number;
  readonly state: string;
  readonly labels: Record<string, string>;
  readonly event: string | null;
}

/** A scenario file. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly rules: string[];
  readonly automation: ScenarioAutomation;
  readonly timeline: TimelineEntry[];
  readonly until: number;
  readonly expected: ScenarioFiring[];
}

/** Everything of a scenario but what it expects: a driver must not see that. */
export type ScenarioInput = Omit<Scenario, 'expected'>;

/** Runs a scenario's timeline on some evaluation and tells the firings up to `until`. */
export type ScenarioDriver = (scenario: ScenarioInput) => Promise<ScenarioFiring[]> | ScenarioFiring[];
