/**
 * A trigger that fires for each resource of which `bench.began` came and `bench.ended` did not.
 *
 * @param within how long it waits, in seconds
 */
export function absenceTrigger(within: number): Record<string, unknown> {
  return {
    posture: 'Proactive',
    after: ['bench.began'],
    expect: ['bench.ended'],
    for_each: ['prefect.resource.id'],
    threshold: 1,
    within,
  };
}
