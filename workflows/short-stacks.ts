/**
 * Loaded before any workflow. For each promise that a workflow makes the SDK takes the stack, for its `__stack_trace` query, and
 * finds each frame's place in the source: a third of all time in workflows. Two frames are the SDK's own, and cost nothing;
 * of an error that is thrown they tell the place and its caller.
 */
Error.stackTraceLimit = 2;

export {};
