export type { EmitOptions, Event, RelatedResource, Resource } from '../events/event.ts';
export { emitEvent } from './emit-event.ts';
export type { SuspensionView } from './suspension.ts';
